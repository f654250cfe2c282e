/// The pages of support, for members.
@org.jspecify.annotations.NullMarked
package sekisho.server.support.web;
