package dev.hazir.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty on its own, with its own connector and sessions, as an embedded server is usually set up. */
final class JettyPeer {

    private JettyPeer() {}

    public static void main(String[] arguments) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        for (Payload payload : Payload.values()) {
            context.addServlet(new ServletHolder(new Answer(payload.bytes())), payload.path());
        }
        server.setHandler(context);
        server.start();
        System.out.println("ready http://127.0.0.1:" + connector.getLocalPort());
        server.join();
    }

    private static final class Answer extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final byte[] content;

        Answer(byte[] content) {
            this.content = content;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            response.getOutputStream().write(content);
        }
    }
}
