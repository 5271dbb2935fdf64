import Glibc

/// A lock, and a signal that what it guards has changed: what threads need that wait for one another.
final class Monitor: @unchecked Sendable {  // Sendable: the system's own objects, made for several threads.
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    pthread_cond_destroy(changed)
    lock.deallocate()
    changed.deallocate()
  }

  func enter() { pthread_mutex_lock(lock) }
  func leave() { pthread_mutex_unlock(lock) }

  /// Leaves until something has changed, and enters again; wakes for nothing at times.
  func wait() { pthread_cond_wait(changed, lock) }

  /// Wakes all that wait.
  func signal() { pthread_cond_broadcast(changed) }
}
