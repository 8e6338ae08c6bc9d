package dev.hazir.host.applet;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A stream of events whose first one names the version; reads the end when it has come. */
final class OpenEvents implements Open {

    private final Socket socket;
    private final StringBuilder read = new StringBuilder();

    OpenEvents(URI host, String path) throws IOException {
        socket = new Socket(host.getHost(), host.getPort());
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        while (!read.toString().endsWith("\n\r\n") || read.indexOf("data:") < 0) {
            read.append((char) socket.getInputStream().read());
        }
    }

    @Override
    public String serves() throws IOException {
        while (socket.getInputStream().available() > 0) {
            read.append((char) socket.getInputStream().read());
        }
        String all = read.toString();
        return all.endsWith("\r\n0\r\n\r\n") ? "closed" : all.replaceAll("(?s).*data: \"(.*?)\".*", "$1");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
