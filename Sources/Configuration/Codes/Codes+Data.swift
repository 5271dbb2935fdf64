extension DiagnosticCode {
  /// F04xx: the content of sources. F0401 and on: the source as a whole; F0421 and on: one row of it.
  static let data: [DiagnosticCode] = [
    sourceNotFound, sourceNotReadable, sourceIsDirectory, sourceTruncated, sourceCorrupt, sourceTooLarge,
    sourceChanged, sourceEmpty, sourceNotUTF8, headerInvalid, duplicateColumns, tooManyInvalidRows, missingColumns,
    extraColumns, delimiterInvalid, columnEmpty, valueOfWrongType, valueMissing, valueBelowMinimum, valueAboveMaximum,
    valueNotAllowed, rowRagged, textNotUTF8, textHasNUL, quoteOpen, quoteMisplaced, fieldTooLarge, rowTooLarge,
    keyDuplicated, lineNotJSON, memberNotNamed,
  ]

  package static let sourceNotFound = DiagnosticCode(
    "F0401", "source file not found",
    """
    No file of this name exists. Paths are relative to the directory in which featurize runs; check \
    `uri` and the working directory.
    """)

  package static let sourceNotReadable = DiagnosticCode(
    "F0402", "source not readable",
    """
    The operating system refuses to open or read the file. Check its permissions and those of its \
    directories; in a container, check the mount and the user.
    """)

  package static let sourceIsDirectory = DiagnosticCode(
    "F0403", "source is a directory",
    """
    `uri` names a directory. Name a file, or a glob such as `data/*.csv`.
    """)

  package static let sourceTruncated = DiagnosticCode(
    "F0404", "compressed data end too early",
    """
    The gzip or zstandard data stop in the middle; the file was probably not copied or written to \
    its end. Copy it again.
    """)

  package static let sourceCorrupt = DiagnosticCode(
    "F0405", "compressed data are damaged",
    """
    The gzip or zstandard data are damaged, or the file is not what its name ending says. Test it \
    with `gzip -t` or `zstd -t`.
    """)

  package static let sourceTooLarge = DiagnosticCode(
    "F0406", "stream does not fit in memory",
    """
    Compressed files and standard input are kept in memory, up to a limit, because the pipeline \
    reads them more than once. Decompress the file or save the stream: a plain file may be larger \
    than memory.
    """)

  package static let sourceChanged = DiagnosticCode(
    "F0407", "source changed while it was read",
    """
    The file's size or time of change is not what it was when the run started, so its parts may not \
    fit together. Nothing was published. Run again when nobody writes to the file.
    """)

  package static let sourceEmpty = DiagnosticCode(
    "F0408", "source has no header",
    """
    The file holds no record at all. A CSV source needs at least the header with the names of the \
    columns.
    """)

  package static let sourceNotUTF8 = DiagnosticCode(
    "F0409", "source is not UTF-8",
    """
    The file starts with the byte-order mark of UTF-16 or UTF-32. Convert it, for example with \
    `iconv -f UTF-16 -t UTF-8`.
    """)

  package static let headerInvalid = DiagnosticCode(
    "F0410", "header cannot be read",
    """
    The first record has an open quote, badly placed quotes, a NUL byte, bytes that are not UTF-8, \
    or is too long. Check that the file is a CSV text with a header.
    """)

  package static let duplicateColumns = DiagnosticCode(
    "F0411", "two columns of one name",
    """
    The header has the same name twice, so the contract cannot say which column is meant. Rename one \
    of them.
    """)

  package static let tooManyInvalidRows = DiagnosticCode(
    "F0412", "too many invalid rows",
    """
    More rows than `on_invalid_row.max_fraction` allows break the contract; nothing was published. \
    Look at the rules that failed: either the source changed, or the contract is too narrow.
    """)

  package static let missingColumns = DiagnosticCode(
    "F0413", "column of the contract is missing",
    """
    The header lacks columns of the contract. Names are compared exactly, upper and lower case \
    included. Correct the contract, or set `missing_columns: null` to read them as missing.
    """)

  package static let extraColumns = DiagnosticCode(
    "F0414", "column that the contract does not name",
    """
    The file has columns that the contract does not name and `extra_columns` is `fail`. Add them to \
    the contract, or set `extra_columns: drop`. Their names are not shown: the first line of a file \
    without a header is data.
    """)

  package static let delimiterInvalid = DiagnosticCode(
    "F0415", "delimiter is not one ASCII character",
    """
    `delimiter` must be one ASCII character other than a quote, CR, LF or NUL.
    """)

  package static let columnEmpty = DiagnosticCode(
    "F0416", "column without a value",
    """
    A warning: the contract lets the column be missing, and it is missing in every row that was fitted on. Most often \
    its name is misspelt, or in JSON Lines its path: a member that is not there is a missing value. Correct the \
    name, or take the column out of the contract.
    """)

  package static let valueOfWrongType = DiagnosticCode(
    "F0421", "value is not of the column's type",
    """
    The text is not a value of the declared type. int: digits with an optional sign, within 64 bits. \
    float: decimal or exponent notation, or inf; nan is none, name it in `null_values`. bool: true, \
    false, t, f, yes, no, 1, 0. date: yyyy-mm-dd, or as `format` says. timestamp: RFC 3339, or with \
    a space and without an offset for UTC.
    """)

  package static let valueMissing = DiagnosticCode(
    "F0422", "value is missing",
    """
    The column is not nullable, but the row has no value in it. Declare `nullable: true`, or mend \
    the source.
    """)

  package static let valueBelowMinimum = DiagnosticCode(
    "F0423", "number below the minimum",
    """
    The number is less than `min` of the column.
    """)

  package static let valueAboveMaximum = DiagnosticCode(
    "F0424", "number above the maximum",
    """
    The number is greater than `max` of the column.
    """)

  package static let valueNotAllowed = DiagnosticCode(
    "F0425", "value is not in the list",
    """
    The text is none of the column's `values`. Texts are compared exactly, upper and lower case and \
    spaces included.
    """)

  package static let rowRagged = DiagnosticCode(
    "F0426", "row has the wrong number of fields",
    """
    The row has not as many fields as the header. Often a delimiter or a line break stands in a text \
    that is not quoted.
    """)

  package static let textNotUTF8 = DiagnosticCode(
    "F0427", "text is not UTF-8",
    """
    The bytes are not well-formed UTF-8; often they are Latin-1 or Windows-1252. Convert the file, \
    for example with `iconv -f WINDOWS-1252 -t UTF-8`.
    """)

  package static let textHasNUL = DiagnosticCode(
    "F0428", "text holds a NUL byte",
    """
    A text holds a byte 0, which no text does: the file is damaged or not a text.
    """)

  package static let quoteOpen = DiagnosticCode(
    "F0429", "quote is never closed",
    """
    A quoted field starts in this row and does not end before the file does, so everything after it \
    belongs to the row. Find the quote at the start of the named field.
    """)

  package static let quoteMisplaced = DiagnosticCode(
    "F0430", "misplaced quote",
    """
    A quote stands inside an unquoted field, or text follows a closing quote. RFC 4180 wants such a \
    field quoted and the quote in it doubled.
    """)

  package static let fieldTooLarge = DiagnosticCode(
    "F0431", "field above the size limit",
    """
    A field is longer than 1 MiB. Mostly a quote was not closed and the field runs on over many \
    lines.
    """)

  package static let rowTooLarge = DiagnosticCode(
    "F0432", "row above the size limit",
    """
    A row is longer than 64 MiB. Mostly a quote was not closed and the row runs on over many lines.
    """)

  package static let keyDuplicated = DiagnosticCode(
    "F0433", "value of a unique column occurs again",
    """
    The column is declared `unique: true`, and an earlier row has the same value.
    """)

  package static let lineNotJSON = DiagnosticCode(
    "F0434", "line is not a JSON object",
    """
    A line of a JSON Lines source must be one object of RFC 8259: names in quotes, no trailing \
    commas, no comments, no NaN, no name twice in one object, no half of a surrogate pair, at most \
    128 levels. Two members that lead to one column, such as `{"a":{"b":1},"a.b":2}`, are refused \
    like one name twice.
    """)

  package static let memberNotNamed = DiagnosticCode(
    "F0435", "member that the contract does not name",
    """
    The line has a member that is no column of the contract and leads to none, and `extra_columns` \
    is `fail`. Add it to the contract, a member of an inner object with a full stop (`user.id`), or \
    set `extra_columns: drop`. Its name is not shown: it may be data.
    """)
}
