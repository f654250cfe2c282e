/// What tests of several features share.
@org.jspecify.annotations.NullMarked
package sekisho.server.testing;
