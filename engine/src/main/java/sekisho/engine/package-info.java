/// The risk engine. It knows no clock, no I/O, no HTTP type and no logger.
@org.jspecify.annotations.NullMarked
package sekisho.engine;
