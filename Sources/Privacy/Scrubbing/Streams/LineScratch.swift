/// The memory in which the lines of a log are scrubbed, one after the other: once it has grown to what they need, none is
/// allocated.
///
/// It holds what was found in the last lines, and what took its place, until other lines overwrite it; it is read by nobody
/// else and never written anywhere. Nor is it cleared: the lines themselves stand in the buffers around it as long.
struct LineScratch {
  var edits = Edits()
  /// Of a line that was edited before.
  var findings: [Finding] = []
  var pairs = LogfmtPairs()
  /// A line with something before it or around it.
  var joined: [UInt8] = []
  /// A line that was edited once more.
  var again: [UInt8] = []
  /// Those that no text is being read in.
  private var texts: [TextScratch] = []

  /// Lends what reading a text takes: texts stand in one another, so there may be several. It is to be given back.
  mutating func takeText() -> TextScratch { texts.popLast() ?? TextScratch() }

  mutating func giveBack(_ text: consuming TextScratch) { texts.append(text) }
}

/// The memory in which a line, or what a string in it says, is read.
struct TextScratch {
  var outline = JSONOutline()
  /// The string at hand, without its escapes.
  var string = UnescapedString()
  /// In it.
  var findings: [Finding] = []
}
