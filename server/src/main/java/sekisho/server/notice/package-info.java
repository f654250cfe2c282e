/// "Was this you?": tells the owner of a sign-in, and does what he says about it.
@org.jspecify.annotations.NullMarked
package sekisho.server.notice;
