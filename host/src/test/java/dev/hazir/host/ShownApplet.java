package dev.hazir.host;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.loop.Reply;
import java.util.Map;

/** An applet with something of each side: a page of a servlet, a resource, a websocket, a large answer, events. */
public final class ShownApplet implements Applet {

    @Override
    public void setup(AppletContext app) {
        app.web().servlet("/", new ShownServlet());
        app.loop()
                .resource(
                        "/data",
                        request -> Map.of(
                                "scheme", request.scheme(),
                                "authority", request.authority(),
                                "from",
                                        String.valueOf(request.remoteAddress()
                                                .getAddress()
                                                .getHostAddress())));
        app.loop().resource("/large", request -> Reply.bytes(new byte[3_000_000], "application/octet-stream"));
        app.loop()
                .resource("/count", request -> request.body().bytes().thenApply(bytes -> Map.of("size", bytes.length)))
                .methods("POST");
        app.loop().resource("/events", request -> Reply.events(stream -> stream.sendJson("hello")));
        app.loop().websocket("/talk", socket -> socket.onText(text -> socket.send("heard " + text)));
    }
}
