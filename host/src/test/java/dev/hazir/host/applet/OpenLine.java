package dev.hazir.host.applet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A connected device. */
final class OpenLine implements Open {

    private final Socket socket;
    private final BufferedReader answers;

    OpenLine(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public String serves() throws IOException {
        try {
            socket.getOutputStream().write('\n');
            String answer = answers.readLine();
            return answer == null ? "closed" : answer;
        } catch (SocketException e) {
            return "closed";
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
