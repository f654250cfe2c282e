/// What a replay showed, as a page and as numbers.
@org.jspecify.annotations.NullMarked
package sekisho.replay.report;
