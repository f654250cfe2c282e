package sekisho.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The server application.
@SpringBootApplication
public class SekishoServer {
    public static void main(String[] args) {
        SpringApplication.run(SekishoServer.class, args);
    }
}
