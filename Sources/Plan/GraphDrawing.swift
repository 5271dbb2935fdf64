import Columns
import Configuration

/// The graph of a plan as text that other tools draw.
package struct GraphDrawing: Sendable {
  package enum Format: String, Sendable, CaseIterable { case mermaid, dot, json }

  private struct Vertex {
    let id: String
    let label: String
  }

  private struct Edge: Hashable {
    let from: String
    let to: String
    let label: String
  }

  private let vertices: [Vertex]
  private let edges: [Edge]

  package init(_ plan: Plan) {
    var vertices: [Vertex] = []
    var edges: [Edge] = []
    var makers: [PlannedColumn.ID: String] = [:]
    for (table, source) in zip(plan.binding.tables, plan.sources) {
      let id = "source_\(source.name)"
      vertices.append(Vertex(id: id, label: "\(source.name)\n\(source.uri)"))
      for column in table.columns { makers[column.id] = id }
    }
    func connect(_ columns: [PlannedColumn], to id: String) {
      for (maker, names) in Self.grouped(columns, by: makers) {
        edges.append(Edge(from: maker, to: id, label: Self.list(names)))
      }
    }
    for bound in plan.bound {
      let inputs: [PlannedColumn], outputs: [PlannedColumn], position: Int
      switch bound {
      case .columns(let bound): (inputs, outputs, position) = (bound.inputs, bound.outputs, bound.step)
      case .table(let bound):
        (inputs, outputs, position) = (
          bound.inputs.flatMap(\.columns), plan.table(madeBy: bound).columns, bound.step
        )
      }
      let step = plan.steps[position]
      let id = "step_\(step.id)"
      vertices.append(Vertex(id: id, label: "\(step.id)\n\(step.use)"))
      connect(inputs, to: id)
      for output in outputs { makers[output.id] = id }
    }
    for output in plan.outputs {
      let id = "output_\(output.name)"
      vertices.append(Vertex(id: id, label: "\(output.name)\n\(output.uri)"))
      guard let view = try? plan.result.view(named: output.from) else { continue }
      connect(view.columns, to: id)
    }
    self.vertices = vertices
    self.edges = edges
  }

  package func text(_ format: Format) -> String {
    switch format {
    case .mermaid: mermaid
    case .dot: dot
    case .json: json.pretty
    }
  }

  private var mermaid: String {
    // Mermaid has no escape for a quotation mark but an entity.
    func quoted(_ text: String) -> String {
      "\"" + text.replacing("\"", with: "#quot;").replacing("\n", with: "<br/>") + "\""
    }
    let numbers = Dictionary(uniqueKeysWithValues: vertices.enumerated().map { ($1.id, "n\($0)") })
    return "flowchart LR\n"
      + vertices.map { "  \(numbers[$0.id]!)[\(quoted($0.label))]\n" }.joined()
      + edges.map { "  \(numbers[$0.from]!) -->|\(quoted($0.label))| \(numbers[$0.to]!)\n" }.joined()
  }

  private var dot: String {
    func quoted(_ text: String) -> String {
      "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
    return "digraph pipeline {\n  rankdir=LR;\n  node [shape=box];\n"
      + vertices.map { "  \(quoted($0.id)) [label=\(quoted($0.label))];\n" }.joined()
      + edges.map { "  \(quoted($0.from)) -> \(quoted($0.to)) [label=\(quoted($0.label))];\n" }.joined() + "}\n"
  }

  private var json: JSON {
    [
      "nodes": .array(vertices.map { ["id": .string($0.id), "label": .string($0.label)] }),
      "edges": .array(
        edges.map { ["from": .string($0.from), "to": .string($0.to), "columns": .string($0.label)] }),
    ]
  }

  /// The columns by who made them, in the order of first appearance.
  private static func grouped(
    _ columns: [PlannedColumn], by makers: [PlannedColumn.ID: String]
  ) -> [(String, [String])] {
    var order: [String] = []
    var groups: [String: [String]] = [:]
    for column in columns {
      let maker = makers[column.id]!
      if groups[maker] == nil { order.append(maker) }
      groups[maker, default: []].append(column.field.name)
    }
    return order.map { ($0, groups[$0]!) }
  }

  private static func list(_ names: [String]) -> String {
    names.count <= 4 ? names.joined(separator: ", ") : names.prefix(3).joined(separator: ", ") + ", +\(names.count - 3)"
  }
}
