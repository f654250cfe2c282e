/// What only `sekisho demo` has. Nothing else may depend on it.
@org.jspecify.annotations.NullMarked
package sekisho.server.demo;
