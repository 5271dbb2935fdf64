package import Configuration

extension RunRecord {
  /// How an output was released: what was measured of it as it left, and what was done to get there.
  package struct Release: Sendable {
    /// A quasi-identifier and how coarse it left.
    package struct Level: Sendable {
      package var column: String
      /// 0: as it is.
      package var level: Int
      /// The highest level.
      package var of: Int
      package var what: String

      package init(column: String, level: Int, of: Int, what: String) {
        (self.column, self.level, self.of, self.what) = (column, level, of, what)
      }
    }

    package struct Sensitive: Sendable {
      package var column: String
      package var distinct: Int
      package var entropy: Double
      package var t: Double
      /// `ordered` or `equal`.
      package var distance: String

      package init(column: String, distinct: Int, entropy: Double, t: Double, distance: String) {
        (self.column, self.distinct, self.entropy, self.t, self.distance) = (column, distinct, entropy, t, distance)
      }
    }

    package var output: String
    /// People of the smallest class; `nil` without rows.
    package var k: Int?
    /// Whether k counts people, or rows for want of a subject.
    package var countsPeople: Bool
    package var classes: Int
    package var rows: Int
    package var suppressed: Int
    package var levels: [Level]
    package var sensitive: [Sensitive]

    package init(
      output: String, k: Int?, countsPeople: Bool, classes: Int, rows: Int, suppressed: Int, levels: [Level],
      sensitive: [Sensitive]
    ) {
      (self.output, self.k, self.countsPeople, self.classes) = (output, k, countsPeople, classes)
      (self.rows, self.suppressed, self.levels, self.sensitive) = (rows, suppressed, levels, sensitive)
    }

    var json: JSON {
      [
        "output": .string(output), "k": k.map { .int(Int64($0)) } ?? .null,
        "counted": countsPeople ? "people" : "rows", "classes": .int(Int64(classes)), "rows": .int(Int64(rows)),
        "suppressed": .int(Int64(suppressed)),
        "quasi": .array(
          levels.map {
            [
              "column": .string($0.column), "level": .int(Int64($0.level)), "of": .int(Int64($0.of)),
              "as": .string($0.what),
            ]
          }),
        "sensitive": .array(
          sensitive.map {
            [
              "column": .string($0.column), "distinct_l": .int(Int64($0.distinct)), "entropy_l": .float($0.entropy),
              "t": .float($0.t), "distance": .string($0.distance),
            ]
          }),
      ]
    }
  }
}
