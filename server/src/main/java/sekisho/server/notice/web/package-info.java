@org.jspecify.annotations.NullMarked
package sekisho.server.notice.web;
