/// The support console: what agents see of a case, what they answer, and what they may do.
@org.jspecify.annotations.NullMarked
package sekisho.server.console;
