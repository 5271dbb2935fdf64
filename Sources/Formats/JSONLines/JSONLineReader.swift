import CKernels
import Columns

/// The columns' names as paths through objects, and the memory that a line is read with.
///
/// A name leads from path to path by any of its stretches between full stops: `a.b.c` is found as `{"a":{"b":{"c":…}}}`
/// and as `{"a.b":{"c":…}}`. Two such members in one line are as bad as one name twice in one object.
final class JSONLineReader {
  var reader = ck_json_reader()

  private let names: UnsafeMutableBufferPointer<UInt8>
  private var decodedCapacity = 0

  init(_ layout: RecordLayout, fieldLimit: Int) {
    var paths = Paths()
    for (field, contract) in layout.contracts.enumerated() { paths.add(Array(contract.field.name.utf8), field: field) }
    names = .allocate(capacity: paths.names.count)
    _ = names.initialize(from: paths.names)
    let steps = UnsafeMutablePointer<ck_json_step>.allocate(capacity: paths.steps.count)
    for (index, step) in paths.steps.enumerated() {
      steps[index] = ck_json_step(
        name: UnsafePointer(names.baseAddress! + step.name.lowerBound), length: UInt32(step.name.count),
        from: UInt32(step.from), to: UInt32(step.to))
    }
    reader.paths = .allocate(capacity: paths.paths.count)
    for (index, path) in paths.paths.enumerated() { reader.paths[index] = path }
    reader.steps = UnsafePointer(steps)
    reader.step_count = UInt32(paths.steps.count)
    reader.slots = .zeros(Self.slotCount(for: paths.steps.count))
    reader.slot_mask = UInt32(Self.slotCount(for: paths.steps.count) - 1)
    reader.followers = .zeros(paths.steps.count + 1)
    reader.seed = .random(in: 0 ... .max)
    reader.names = .zeros(1 << 8)
    reader.name_mask = 1 << 8 - 1
    reader.decoded = .allocate(capacity: Int(CK_PADDING))
    reader.fields = UInt32(layout.width)
    reader.field_limit = UInt32(fieldLimit)
    reader.absent = UInt8(layout.missingColumns == .null ? CK_FIELD_ABSENT : CK_FIELD_PLAIN)
    reader.values = .allocate(capacity: layout.width)
    ck_json_enter_steps(&reader)
  }

  deinit {
    names.deallocate()
    reader.paths.deallocate()
    reader.steps.deallocate()
    reader.slots.deallocate()
    reader.followers.deallocate()
    reader.names.deallocate()
    reader.decoded.deallocate()
    reader.values.deallocate()
  }

  /// A power of two, and less than half full.
  private static func slotCount(for steps: Int) -> Int { 4 << (Int.bitWidth - max(steps, 1).leadingZeroBitCount) }

  /// Reads a line that is UTF-8.
  func read(_ bytes: UnsafePointer<UInt8>, _ line: Range<Int>) -> ck_json_outcome {
    if line.count > decodedCapacity {
      decodedCapacity = max(line.count, decodedCapacity * 2)
      reader.decoded.deallocate()
      reader.decoded = .allocate(capacity: decodedCapacity + Int(CK_PADDING))
    }
    while true {
      let outcome = ck_json_read_line(&reader, bytes, line.lowerBound, line.upperBound)
      guard outcome == CK_JSON_NEEDS_NAMES else { return outcome }
      let count = (Int(reader.name_mask) + 1) * 4
      reader.names.deallocate()
      reader.names = .zeros(count)
      reader.name_mask = UInt32(count - 1)
    }
  }
}

/// The paths of a contract, and the names that lead from each to longer ones.
private struct Paths {
  private(set) var paths = [ck_json_path(field: -1, is_parent: true, line: 0)]
  private(set) var steps: [(name: Range<Int>, from: Int, to: Int)] = []
  /// The names of the steps, end to end.
  private(set) var names: [UInt8] = []
  private var known: [[UInt8]: Int] = [:]

  mutating func add(_ name: [UInt8], field: Int) {
    paths[path(name)].field = Int32(field)
  }

  /// The number of a path, which is added with those before it.
  private mutating func path(_ name: [UInt8]) -> Int {
    if let known = known[name] { return known }
    let stops = name.indices.filter { name[$0] == UInt8(ascii: ".") }
    let parents = stops.map { ($0 + 1, path(Array(name[..<$0]))) }
    let number = paths.count
    paths.append(ck_json_path(field: -1, is_parent: false, line: 0))
    known[name] = number
    for (start, parent) in [(0, 0)] + parents {
      paths[parent].is_parent = true
      steps.append((names.count..<names.count + name.count - start, parent, number))
      names += name[start...]
    }
    return number
  }
}

extension UnsafeMutablePointer {
  fileprivate static func zeros(_ count: Int) -> UnsafeMutablePointer where Pointee: BitwiseCopyable {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<Pointee>.stride, alignment: MemoryLayout<Pointee>.alignment)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: count * MemoryLayout<Pointee>.stride)
    return memory.assumingMemoryBound(to: Pointee.self)
  }
}
