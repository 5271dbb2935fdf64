import Columns

/// Computes a column from columns of the types its overload names, all of one length; called once per batch.
typealias Kernel = @Sendable ([Column]) -> Column
