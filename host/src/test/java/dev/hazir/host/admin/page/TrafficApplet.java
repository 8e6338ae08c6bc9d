package dev.hazir.host.admin.page;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.topic.Topic;

/** Hides paths with and without saying so, fails on demand, and echoes what comes over a port. */
public final class TrafficApplet implements Applet {

    /** What it publishes. */
    public record News(String text, int number) {}

    @Override
    public void setup(AppletContext app) {
        Topic<News> news = app.topic("news/all", News.class);
        app.loop().websocket("/listen", socket -> news.subscribe(socket, socket::sendJson));
        app.loop().resource("/publish", request -> {
            news.publish(new News("<script>alert(3)</script>", 7));
            return "published";
        });
        app.loop().resource("/odd<img src=x onerror=alert(5)>", request -> "odd");
        app.loop().resource("/meant", request -> "loop").instead();
        app.web().resource("/meant", request -> "never asked");
        app.loop().resource("/unasked", request -> "loop");
        app.web().resource("/unasked", request -> "never asked");
        app.web().resource("/parts/*", request -> "worker");
        app.loop().resource("/parts/one", request -> "loop");
        app.loop().resource("/fails/loop", request -> {
            throw new IllegalStateException("secret of the loop");
        });
        app.web().resource("/fails/worker", request -> {
            throw new IllegalStateException("secret of the worker");
        });
        app.loop().lines("echo", 0, peer -> line -> peer.send("you said " + line));
        app.loop().udp("news", 0, datagram -> datagram.reply(datagram.data()));
    }
}
