/// Policies as people write, check and compare them.
@org.jspecify.annotations.NullMarked
package sekisho.replay.policy;
