/// PostgreSQL that the server brings along, starts and stops.
@org.springframework.modulith.NamedInterface("postgres")
@org.jspecify.annotations.NullMarked
package sekisho.server.platform.postgres;
