extension DiagnosticCode {
  package static let noVault = DiagnosticCode(
    "F0350", "vaulted tokens without a ledger",
    """
    A rule says `mode: vaulted`, but there is no place for the salts that enter the tokens. They are kept in the ledger: \
    name one with `ledger:`. Without it the tokens of two runs would not join, and nobody could be erased.
    """)
  package static let domainRulesDiffer = DiagnosticCode(
    "F0351", "rules of one token domain differ",
    """
    Two rules tokenize in one domain, but with another `mode`, `policy` or `as`: their tokens would not join. Give the \
    rules the same arguments, or domains of their own.
    """)
  package static let subjectRandom = DiagnosticCode(
    "F0352", "random tokens on the subject",
    """
    The subject's tokens are random (`policy: document` or `full`), so nobody's rows could be found again: no access \
    request, no erasure. For data that is released, where this is wanted, say so with `erasable: false`; it goes with \
    `policy: document` only, since a person with another token in each row would be counted as many people by `privacy.k`.
    """)
  package static let guessable = DiagnosticCode(
    "F0353", "tokens that can be guessed",
    """
    A column is tokenized of which only few values are possible (`values:`, a bool, a narrow range, a date), or in which \
    few occur or one prevails. Nobody can compute the tokens without the key, but who knows how often each value occurs \
    among people can match them by their frequencies. Generalize or drop the column, or give each occurrence its own \
    token with `policy: full`. Figures are rounded and no value is named.
    """)
  package static let badCompanion = DiagnosticCode(
    "F0354", "column that dates move by",
    """
    `shift_dates` moves all dates of a subject alike, and takes the subject from a tokenized column of the same source: \
    the one that tells people apart, or the one that `by:` names. There is none, it is not tokenized, or its tokens are \
    random per row.
    """)
  package static let vaultFault = DiagnosticCode(
    "F0355", "vault",
    """
    The salts of vaulted tokens could not be read or written, or an entry does not open under the key that it names: the \
    ledger belongs to another key ring, was damaged, or was changed by hand. Nothing was published. Restore ledger and \
    key ring from one backup; entries whose key is gone are lost, and their tokens cannot be made again.
    """)
  package static let surrogateCollision = DiagnosticCode(
    "F0356", "integer surrogates collide",
    """
    Two values of a column have the same 63-bit number, so that two people would become one. Nothing was published. Among \
    a million values this happens once in twenty million runs; use `as: token`, whose 128 bits do not collide, or another \
    domain.
    """)
  package static let noPreviousKey = DiagnosticCode(
    "F0357", "no earlier key",
    """
    Tokens under the key before the last rotation are asked for (`emit: both`, `featurize retokenize`), but the key ring \
    has no key that is `resolve`. `featurize keys list FILE` shows what it has.
    """)
  package static let notTokenized = DiagnosticCode(
    "F0358", "identifier without a token",
    """
    A line that was given to `featurize tokenize` has no canonical form (an address without a domain, a number without \
    its country), is longer than an identifier can be, or is not in the vault. Lines are named by their numbers, never \
    by what they hold; the output has an empty line in their place.
    """)
  package static let safeHarbor = DiagnosticCode(
    "F0359", "not Safe Harbor",
    """
    The pipeline says `privacy.standard: hipaa_safe_harbor`, and a rule leaves more than 45 CFR 164.514(b)(2) allows: a \
    code derived from the person (deterministic or vaulted tokens), elements of dates finer than the year, parts of \
    names, addresses, numbers or IP addresses. What the message names must become random tokens, years, or be dropped.
    """)

  /// F035x: tokens.
  static let tokens: [DiagnosticCode] = [
    noVault, domainRulesDiffer, subjectRandom, guessable, badCompanion, vaultFault, surrogateCollision, noPreviousKey,
    notTokenized, safeHarbor,
  ]
}
