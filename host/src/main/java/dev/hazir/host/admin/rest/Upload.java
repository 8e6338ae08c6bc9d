package dev.hazir.host.admin.rest;

import dev.hazir.host.store.Disk;
import dev.hazir.host.store.DiskException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A jar that was sent, in a directory of its own, which goes when it is closed. Never whole in memory. */
public final class Upload implements AutoCloseable {

    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._+-]");
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");
    private static final String UNNAMED = "upload.jar";
    private static final int LONGEST_NAME = 100;
    /** How many bytes a jar has at most. */
    public static final long LARGEST = 1L << 30;

    static final String TOO_LARGE = "It is larger than " + (LARGEST >> 20) + " MiB, the most that a jar may have.";

    private static final int MOST = 16;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path directory;
    private final Path jar;
    private long bytes;
    private String digest = "";

    private Upload(Path directory, Path jar) {
        this.directory = directory;
        this.jar = jar;
    }

    /** Takes the jar from a request: part {@code file} of a form, or the whole body. */
    public static Upload receive(HttpServletRequest request, Path uploads) throws IOException, ApiException {
        String type = Objects.requireNonNullElse(request.getContentType(), "").toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/form-data")) {
            Part part = part(request);
            try (InputStream in = part.getInputStream()) {
                return store(in, Objects.requireNonNullElse(part.getSubmittedFileName(), ""), uploads);
            } finally {
                part.delete();
            }
        }
        if (type.startsWith("application/json") || type.startsWith("text/")) {
            throw new ApiException(
                    415,
                    "Send the jar as the body (application/java-archive), as part 'file' of a form, or name it as JSON.");
        }
        Matcher named = FILE_NAME.matcher(Objects.requireNonNullElse(request.getHeader("content-disposition"), ""));
        return store(request.getInputStream(), named.find() ? named.group(1) : "", uploads);
    }

    /** Takes all jars that were chosen in a form: parts {@code file}. Empty ones are left out. */
    public static List<Upload> receiveAll(HttpServletRequest request, Path uploads) throws IOException, ApiException {
        List<Upload> all = new ArrayList<>();
        try {
            for (Part part : parts(request)) {
                try (InputStream in = part.getInputStream()) {
                    all.add(store(in, Objects.requireNonNullElse(part.getSubmittedFileName(), ""), uploads));
                } finally {
                    part.delete();
                }
            }
            return List.copyOf(all);
        } catch (IOException | ApiException e) {
            all.forEach(Upload::close);
            throw e;
        }
    }

    public Path jar() {
        return jar;
    }

    public long bytes() {
        return bytes;
    }

    /** SHA-256 in hex. */
    public String digest() {
        return digest;
    }

    @Override
    public void close() {
        try {
            new Disk().sweep(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the upload in " + directory + " cannot be deleted", e);
        }
    }

    private static Part part(HttpServletRequest request) throws IOException, ApiException {
        try {
            Part part = request.getPart("file");
            if (part == null) {
                throw new ApiException(400, "The form has no part 'file'.");
            }
            return part;
        } catch (ServletException e) {
            throw new ApiException(400, "The form cannot be read: " + e.getMessage());
        }
    }

    private static List<Part> parts(HttpServletRequest request) throws IOException, ApiException {
        try {
            List<Part> parts = request.getParts().stream()
                    .filter(part -> part.getName().equals("file") && part.getSize() > 0)
                    .toList();
            if (parts.isEmpty() || parts.size() > MOST) {
                throw new ApiException(400, "The form has no jar, or more than " + MOST + ".");
            }
            return parts;
        } catch (ServletException e) {
            throw new ApiException(400, "The form cannot be read: " + e.getMessage());
        }
    }

    /** Keeps what comes from somewhere under a name that leads nowhere else. */
    static Upload store(InputStream in, String submitted, Path uploads) throws IOException, ApiException {
        Path directory = directory(uploads);
        Upload upload = new Upload(directory, directory.resolve(name(submitted)));
        try {
            upload.receive(in);
            return upload;
        } catch (IOException | ApiException e) {
            upload.close();
            throw e;
        }
    }

    private static Path directory(Path uploads) throws DiskException {
        try {
            return Files.createTempDirectory(new Disk().directory(uploads), "jar");
        } catch (IOException e) {
            throw new DiskException(uploads, "written", e);
        }
    }

    /** Tells a client that breaks off, which fails the read, from a disk that is full. */
    private void receive(InputStream in) throws IOException, ApiException {
        MessageDigest sum = sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (OutputStream out = Files.newOutputStream(jar, StandardOpenOption.CREATE_NEW)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum.update(buffer, 0, read);
                bytes += read;
                if (bytes > LARGEST) {
                    throw new ApiException(413, TOO_LARGE);
                }
                try {
                    out.write(buffer, 0, read);
                } catch (IOException e) {
                    throw new DiskException(jar, "written", e);
                }
            }
        }
        if (bytes == 0) {
            throw new ApiException(400, "It is empty; a jar is needed.");
        }
        digest = HexFormat.of().formatHex(sum.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** A file name that leads nowhere else. */
    private static String name(String submitted) {
        String last = submitted.substring(Math.max(submitted.lastIndexOf('/'), submitted.lastIndexOf('\\')) + 1);
        String safe = UNSAFE.matcher(last).replaceAll("_");
        boolean usable = !safe.isEmpty() && !safe.startsWith(".") && safe.length() <= LONGEST_NAME;
        return usable ? safe : UNNAMED;
    }
}
