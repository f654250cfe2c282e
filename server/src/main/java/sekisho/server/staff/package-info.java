/// The accounts of staff, apart from those of members: invitation, password and one-time password, sessions, roles.
@org.jspecify.annotations.NullMarked
package sekisho.server.staff;
