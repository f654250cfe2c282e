package sekisho.server.platform.postgres;

import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import sekisho.server.platform.SiteProperties;

/// The embedded database, used unless `spring.datasource.url` names an external one.
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${spring.datasource.url:}' == ''")
class PostgresConfiguration {
    @Bean
    EmbeddedPostgres embeddedPostgres(SiteProperties site) {
        return EmbeddedPostgres.start(site.dataDir());
    }

    /// The pool depends on this bean, so it closes before PostgreSQL stops.
    @Bean
    JdbcConnectionDetails embeddedPostgresConnection(EmbeddedPostgres postgres) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return EmbeddedPostgres.USER;
            }

            @Override
            public String getPassword() {
                return postgres.password();
            }

            @Override
            public String getJdbcUrl() {
                return postgres.jdbcUrl(EmbeddedPostgres.DATABASE);
            }
        };
    }
}
