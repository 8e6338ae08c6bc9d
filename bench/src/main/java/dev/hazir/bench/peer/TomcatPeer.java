package dev.hazir.bench.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** Tomcat on its own, embedded, with its defaults. */
public final class TomcatPeer {

    private TomcatPeer() {}

    public static void main(String[] arguments) throws Exception {
        Path base = Files.createTempDirectory("bench-tomcat");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("acceptCount", "1024");
        // Without this one Tomcat closes a connection after a hundred requests.
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        Context context = tomcat.addContext("", base.toString());
        for (Payload payload : Payload.values()) {
            Tomcat.addServlet(context, payload.name(), new AnswerServlet(payload));
            context.addServletMappingDecoded(payload.path(), payload.name());
        }
        tomcat.start();
        System.out.println("ready http://127.0.0.1:" + tomcat.getConnector().getLocalPort());
        tomcat.getServer().await();
    }
}
