/// How long things are kept: the one place that deletes what nobody needs any more.
@org.jspecify.annotations.NullMarked
package sekisho.server.retention;
