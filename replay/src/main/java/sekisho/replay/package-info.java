/// Replay of login history: reads files, assesses each sign-in with several engines side by side, reports.
@org.jspecify.annotations.NullMarked
package sekisho.replay;
