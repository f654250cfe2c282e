@org.jspecify.annotations.NullMarked
package sekisho.server.audit;
