package dev.hazir.host.link;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Names what a jar is checked against: the Java that runs, and the files that the shared classes come from. */
final class Surroundings {

    /** One class of each file. */
    private static final List<String> FILES = List.of(
            "dev/hazir/applet/Applet",
            "dev/hazir/applet/netty/NettyProtocol",
            "dev/hazir/host/link/LinkCheck",
            "jakarta/servlet/Servlet",
            "jakarta/validation/Validation",
            "org/slf4j/Logger",
            "org/jspecify/annotations/NullMarked",
            "io/netty/channel/Channel",
            "io/netty/buffer/ByteBuf",
            "io/netty/handler/codec/ByteToMessageDecoder");

    private Surroundings() {}

    /** The same text as before only if nothing has changed; a host that runs from directories may change at any time. */
    static String of(ClassLoader host) {
        StringJoiner text = new StringJoiner(" ");
        text.add(System.getProperty("java.vendor") + "-" + Runtime.version());
        for (String name : FILES) {
            try {
                text.add(file(host.getResource(name + ".class")));
            } catch (IOException | URISyntaxException e) {
                text.add(UUID.randomUUID().toString());
            }
        }
        return text.toString();
    }

    private static String file(@Nullable URL place) throws IOException, URISyntaxException {
        if (place == null) {
            return "-";
        }
        if (!(place.openConnection() instanceof JarURLConnection jar)) {
            return UUID.randomUUID().toString();
        }
        Path file = Path.of(jar.getJarFileURL().toURI());
        return file.getFileName() + ":" + Files.size(file) + ":"
                + Files.getLastModifiedTime(file).toMillis();
    }
}
