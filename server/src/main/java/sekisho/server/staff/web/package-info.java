@org.jspecify.annotations.NullMarked
package sekisho.server.staff.web;
