/// What a request showed, turned into evidence; the engine's call; what is learned from it.
@org.jspecify.annotations.NullMarked
package sekisho.server.risk;
