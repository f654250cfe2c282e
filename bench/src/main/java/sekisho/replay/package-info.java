@org.jspecify.annotations.NullMarked
package sekisho.replay;
