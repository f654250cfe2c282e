/// Cases: what members ask support, what support answers and does, and how a caller is checked.
@org.jspecify.annotations.NullMarked
package sekisho.server.support;
