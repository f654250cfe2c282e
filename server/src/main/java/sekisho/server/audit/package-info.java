/// What staff did: an append-only log whose entries are chained by a keyed hash, and the alarm on whoever opens
/// unusually many cases.
@org.jspecify.annotations.NullMarked
package sekisho.server.audit;
