import Dispatch
import Glibc

/// A file that another takes the place of, kept open meanwhile: who closes it last waits until the disk has its room back,
/// 0.15 s for 1 GB on ext4 with `discard`, and that need not be the thread that goes on.
struct ReplacedFile {
  private let descriptor: Int32

  /// - Parameter closing: the files that are being closed. Waits for those before this one, so that never more than one
  ///   of them needs room beside what is written.
  init(_ path: String, _ closing: DispatchGroup) {
    closing.wait()
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
  }

  func close(_ closing: DispatchGroup) {
    guard descriptor >= 0 else { return }
    DispatchQueue.global().async(group: closing) { [descriptor] in _ = Glibc.close(descriptor) }
  }
}
