/// The server: one package per feature, arrows point down only.
@org.jspecify.annotations.NullMarked
package sekisho.server;
