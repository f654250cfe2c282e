/// PostgreSQL that the server brings along, starts and stops.
@org.jspecify.annotations.NullMarked
package sekisho.server.platform.postgres;
