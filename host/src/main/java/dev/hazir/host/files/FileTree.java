package dev.hazir.host.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads the files under a folder of a jar or directory, so that nothing has to be looked up on disk when they are served:
 * a request can only get what is in the list.
 */
public final class FileTree {

    /** Where jars keep what they serve. */
    public static final String RESOURCES = "META-INF/resources";

    /** Larger files are copied to disk and read in pieces. */
    static final int IN_MEMORY = 256 << 10;

    /** Below that a packet more or less makes no difference. */
    private static final int WORTH_IT = 1_400;

    private static final Set<String> TEXTS =
            Set.of("application/javascript", "application/json", "application/xml", "image/svg+xml");

    private static final String START_PAGE = "index.html";
    private static final Map<String, String> CODINGS = Map.of("br", ".br", "gzip", ".gz");
    private static final Pattern VERSION = Pattern.compile("(.*[@-])?v?[0-9]+[.][0-9]+[.][0-9]+([.-][0-9A-Za-z.-]+)?");

    private interface Opening {
        InputStream open() throws IOException;
    }

    private record Found(long size, FileTime modified, Opening opening) {}

    private final Map<String, Found> found;
    private final Path spill;
    private int spilled;

    private FileTree(Map<String, Found> found, Path spill) {
        this.found = found;
        this.spill = spill;
    }

    /**
     * Reads a jar or a directory. Blocks.
     *
     * @param folder inside of it, such as {@link #RESOURCES}; need not exist
     * @param spill an empty directory for large files of a jar; created if needed, to be deleted by the caller in the end
     */
    public static List<StaticFile> read(Path jarOrDirectory, String folder, Path spill) throws IOException {
        if (Files.isDirectory(jarOrDirectory)) {
            return new FileTree(in(jarOrDirectory.resolve(folder)), spill).files();
        }
        try (ZipFile jar = new ZipFile(jarOrDirectory.toFile())) {
            return new FileTree(in(jar, folder + "/"), spill).files();
        }
    }

    private static Map<String, Found> in(Path root) throws IOException {
        Map<String, Found> found = new TreeMap<>();
        if (!Files.isDirectory(root)) {
            return found;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(
                        root.relativize(file).toString().replace('\\', '/'),
                        new Found(Files.size(file), Files.getLastModifiedTime(file), () -> Files.newInputStream(file)));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found;
    }

    private static Map<String, Found> in(ZipFile jar, String folder) {
        Map<String, Found> found = new TreeMap<>();
        jar.stream()
                .filter(entry -> entry.getName().startsWith(folder) && !entry.isDirectory())
                .forEach(entry -> found.put(
                        entry.getName().substring(folder.length()),
                        new Found(entry.getSize(), modified(entry), () -> jar.getInputStream(entry))));
        return found;
    }

    private static FileTime modified(ZipEntry entry) {
        FileTime time = entry.getLastModifiedTime();
        return time == null ? FileTime.fromMillis(0) : time;
    }

    private List<StaticFile> files() throws IOException {
        List<StaticFile> files = new ArrayList<>();
        for (Map.Entry<String, Found> entry : found.entrySet()) {
            String path = entry.getKey();
            if (isSibling(path)) {
                continue;
            }
            StaticFile file = file(path, entry.getValue());
            files.add(file);
            if (path.equals(START_PAGE) || path.endsWith("/" + START_PAGE)) {
                files.add(file.at(path.substring(0, path.length() - START_PAGE.length())));
            }
        }
        return List.copyOf(files);
    }

    private StaticFile file(String path, Found file) throws IOException {
        List<Representation> forms = new ArrayList<>();
        forms.add(form("", file));
        for (String coding : List.of("br", "gzip")) {
            Found sibling = found.get(path + CODINGS.get(coding));
            if (sibling != null) {
                forms.add(form(coding, sibling));
            }
        }
        String type = MediaTypes.of(path);
        if (forms.size() == 1 && isText(type)) {
            forms.addAll(compressed(forms.get(0)));
        }
        Instant modified = file.modified().toInstant().truncatedTo(ChronoUnit.SECONDS);
        return new StaticFile(path, type, modified, isVersioned(path), forms);
    }

    private static boolean isText(String type) {
        return type.startsWith("text/") || TEXTS.stream().anyMatch(type::startsWith);
    }

    /** The same compressed, when that is worth it; what a jar has compressed itself is not compressed again. */
    private static List<Representation> compressed(Representation plain) throws IOException {
        if (!(plain.content() instanceof Content.InMemory whole) || whole.size() < WORTH_IT) {
            return List.of();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) whole.size() / 3);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(whole.bytes());
        }
        String etag = plain.etag().substring(0, plain.etag().length() - 1) + "-gzip\"";
        return bytes.size() < whole.size()
                ? List.of(new Representation("gzip", etag, new Content.InMemory(bytes.toByteArray())))
                : List.of();
    }

    private Representation form(String coding, Found file) throws IOException {
        MessageDigest digest = sha256();
        Content content;
        if (file.size() <= IN_MEMORY) {
            byte[] bytes;
            try (InputStream in = file.opening().open()) {
                bytes = in.readAllBytes();
            }
            digest.update(bytes);
            content = new Content.InMemory(bytes);
        } else {
            Path onDisk = Files.createDirectories(spill).resolve("file-" + spilled++);
            try (InputStream in = new DigestInputStream(file.opening().open(), digest)) {
                Files.copy(in, onDisk, StandardCopyOption.REPLACE_EXISTING);
            }
            content = new Content.OnDisk(onDisk, Files.size(onDisk));
        }
        String hash = HexFormat.of().formatHex(digest.digest(), 0, 12);
        return new Representation(coding, '"' + hash + (coding.isEmpty() ? "" : "-" + coding) + '"', content);
    }

    /** Whether it is only the compressed form of a file beside it. */
    private boolean isSibling(String path) {
        return CODINGS.values().stream()
                .anyMatch(ending ->
                        path.endsWith(ending) && found.containsKey(path.substring(0, path.length() - ending.length())));
    }

    /** Whether a directory on the way names a full version, as in {@code uplot-1.6.31/uplot.js}. */
    private static boolean isVersioned(String path) {
        String[] segments = path.split("/", -1);
        for (int i = 0; i < segments.length - 1; i++) {
            if (VERSION.matcher(segments[i]).matches()) {
                return true;
            }
        }
        return false;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, this one has not", e);
        }
    }
}
