@org.jspecify.annotations.NullMarked
package sekisho.engine;
