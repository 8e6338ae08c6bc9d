package dev.hazir.host.port;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds out which program of this machine holds a port number, as far as Linux tells us. */
final class PortHolders {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private PortHolders() {}

    /** Who holds a number, for people: {@code another program}, if possible with its name and process id. */
    static String describe(String protocol, int number) {
        try {
            Set<String> sockets = new HashSet<>();
            for (String table : List.of(protocol, protocol + "6")) {
                sockets.addAll(sockets(PROC.resolve("net").resolve(table), protocol.equals("tcp"), number));
            }
            if (sockets.contains("socket:[0]") || sockets.isEmpty()) {
                return "another program";
            }
            return process(sockets).orElse("another program");
        } catch (IOException | RuntimeException e) {
            // It was only to make the sentence better; where there is no /proc it stays general.
            return "another program";
        }
    }

    private static Set<String> sockets(Path table, boolean listening, int number) throws IOException {
        Set<String> sockets = new HashSet<>();
        if (!Files.isReadable(table)) {
            return sockets;
        }
        String suffix = ":" + String.format(Locale.ROOT, "%04X", number);
        for (String line : Files.readAllLines(table)) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length > INODE
                    && fields[LOCAL_ADDRESS].endsWith(suffix)
                    && (!listening || fields[STATE].equals(LISTENING))) {
                sockets.add("socket:[" + fields[INODE] + "]");
            }
        }
        return sockets;
    }

    private static Optional<String> process(Set<String> sockets) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, sockets)) {
                    String pid = process.getFileName().toString();
                    if (Long.parseLong(pid) == ProcessHandle.current().pid()) {
                        return Optional.of("this host itself");
                    }
                    String name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of("another program: " + name + ", process " + pid);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // another user's, or gone meanwhile
        }
        return false;
    }
}
