package sekisho.server;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The server application; [Main] starts it.
@SpringBootApplication
public class SekishoServer {}
