package dev.hazir.host.applet;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of one deployment, named {@code id@version}. Its parent is the platform loader; what guests share with
 * the host is an explicit list, and comes from the host always. Everything else is private to the jar.
 */
final class AppletLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
        // The JVM would share one open file for all readers of a path, and closing the loader of one deployment would
        // close it under another deployment of the same jar.
        URLConnection.setDefaultUseCaches("jar", false);
    }

    private final ClassLoader host;
    private final SharedPackages shared;
    private final List<Path> jars;

    private AppletLoader(String name, List<Path> jars, URL[] urls, SharedPackages shared) {
        super(name, urls, ClassLoader.getPlatformClassLoader());
        this.host = AppletLoader.class.getClassLoader();
        this.shared = shared;
        this.jars = jars;
    }

    /**
     * Opens a jar with the libraries nested in its {@code lib/}.
     *
     * @param work an empty directory of this deployment, for the libraries
     */
    static AppletLoader open(AppletJar jar, Path work) throws IOException {
        List<Path> jars = new ArrayList<>();
        jars.add(jar.file());
        jars.addAll(unpackLibraries(jar.file(), work));
        return new AppletLoader(
                jar.descriptor().info().toString(), jars, urls(jars), SharedPackages.of(jar.descriptor()));
    }

    /** The jar and its libraries, as files. */
    List<Path> jars() {
        return jars;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (shared.test(name)) {
            return host.loadClass(name);
        }
        return super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : super.getResource(name);
    }

    private static URL[] urls(List<Path> jars) throws MalformedURLException {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return urls;
    }

    private static List<Path> unpackLibraries(Path jar, Path work) throws IOException {
        List<Path> libraries = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName();
                if (name.startsWith("lib/") && name.endsWith(".jar")) {
                    Path library = work.resolve(libraries.size() + "-" + name.substring(name.lastIndexOf('/') + 1));
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, library);
                    }
                    libraries.add(library);
                }
            }
        }
        return libraries;
    }
}
