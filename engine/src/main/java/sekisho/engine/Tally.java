package sekisho.engine;

/// A kind of newness that some members show more often than others: how often it was seen of a member is
/// set against how often it is seen of members like him.
///
/// The order is part of the stored form of a history.
enum Tally {
    /// A sign-in without a device token of this account.
    UNKNOWN_DEVICE,
    /// A new country or region.
    PLACE,
    PROVIDER,
    /// A new prefix or address.
    ADDRESS,
    /// A new browser, system, screen or language.
    BROWSER
}
