package dev.hazir.host.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.CompiledJar;
import dev.hazir.host.operation.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What code needs and is not there is told before anything of it is loaded; what it can do without is not. */
class LinkCheckTest {

    /** An applet API that is newer than this host's: it has more, and some of it in another form. */
    private static final String NEWER_TOPIC = """
            package dev.hazir.applet.topic;
            public interface Topic<T> {
                int LIMIT = Integer.parseInt("7");
                static Topic<String> shared() { return null; }
                void sendLater(java.time.Duration in, int... priorities);
                default T last() { return null; }
                interface Lane { void open(); }
            }
            """;

    private static final String NEWER_INVALID = """
            package dev.hazir.applet;
            public class Invalid extends RuntimeException {
                public Invalid(int code) {}
                public static String text(String text) { return text; }
            }
            """;

    @TempDir
    Path directory;

    private int written;

    @Test
    void whatThisHostLacksIsNamedWithTheLineThatNeedsIt() throws Exception {
        List<Problem> problems = check(jar().against("dev.hazir.applet.topic.Topic", NEWER_TOPIC)
                        .against("dev.hazir.applet.Invalid", NEWER_INVALID)
                        .source("demo.Main", main("""
                                Object any() {
                                    dev.hazir.applet.topic.Topic<String> topic = null;
                                    topic.sendLater(java.time.Duration.ZERO, 1);
                                    java.util.function.Supplier<Object> shared = dev.hazir.applet.topic.Topic::shared;
                                    dev.hazir.applet.topic.Topic.Lane[] lanes = {};
                                    new dev.hazir.applet.Invalid(7);
                                    return dev.hazir.applet.topic.Topic.LIMIT;
                                }
                                """)))
                .problems();

        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("APP-140");
            assertThat(problem.applet()).isEqualTo("probe");
            assertThat(problem.why()).isNotEmpty();
            assertThat(problem.fix()).contains("Upgrade the host");
        });
        assertThat(what(problems))
                .contains(
                        "probe 1.0.0 needs Topic.sendLater(Duration, int[]) - used in Main.java:7.",
                        "probe 1.0.0 needs Topic.LIMIT - used in Main.java:11.",
                        "probe 1.0.0 needs Topic.shared() - used in Main.java:8.",
                        "probe 1.0.0 needs dev.hazir.applet.topic.Topic$Lane - used in Main.java:9.",
                        "probe 1.0.0 needs new Invalid(int) - used in Main.java:10.");
    }

    @Test
    void whatHasAnotherFormThanItHadIsToldToo() throws Exception {
        LinkReport report = check(jar().against(
                        "dev.hazir.applet.AtUpgrade",
                        "package dev.hazir.applet; public interface AtUpgrade { static AtUpgrade valueOf(String s) {"
                                + " return null; } }")
                .against(
                        "dev.hazir.applet.AppletInfo",
                        "package dev.hazir.applet; public class AppletInfo { public static String id() { return null; } }")
                .source("demo.Main", main("""
                        Object any() { return dev.hazir.applet.AtUpgrade.valueOf("FINISH"); }
                        String id() { return dev.hazir.applet.AppletInfo.id(); }
                        class Below extends dev.hazir.applet.AppletInfo {}
                        class Beside implements dev.hazir.applet.AtUpgrade {}
                        """)));

        assertThat(report.problems().stream().map(Problem::why))
                .contains(
                        "dev.hazir.applet.AtUpgrade is a class here.",
                        "It is not static in dev.hazir.applet.AppletInfo.",
                        "dev.hazir.applet.AppletInfo is final.",
                        "dev.hazir.applet.AtUpgrade is not an interface.");
    }

    @Test
    void aMethodThatTheHostCallsMustBeThere() throws Exception {
        LinkReport report = check(jar().against(
                        "dev.hazir.applet.port.DatagramHandler",
                        "package dev.hazir.applet.port; public interface DatagramHandler { void old(); }")
                .source("demo.Main", main("""
                        static class Devices implements dev.hazir.applet.port.DatagramHandler { public void old() {} }
                        """)));

        assertThat(what(report.problems()))
                .singleElement()
                .asString()
                .contains("needs DatagramHandler.")
                .contains("Main.java");
        assertThat(report.problems().get(0).why()).isEqualTo("demo.Main$Devices does not implement it.");
    }

    @Test
    void codeThatIsPreparedForAnOlderHostIsFine() throws Exception {
        assertThat(check(jar().against("dev.hazir.applet.topic.Topic", NEWER_TOPIC)
                                .source("demo.Main", main("""
                                        void any(dev.hazir.applet.topic.Topic<String> topic) {
                                            try {
                                                topic.sendLater(null);
                                            } catch (NoSuchMethodError e) {
                                                topic.hashCode();
                                            }
                                        }
                                        """)))
                        .problems())
                .isEmpty();
    }

    @Test
    void allThatCodeMayDoIsUnderstood() throws Exception {
        LinkReport report = check(jar().source("demo.Main", main("""
                sealed interface Kind permits One, Two {}
                record One(int n) implements Kind {}
                enum Two implements Kind { A, B { int n() { return secret; } }; int secret = 1; }
                private int secret;
                class Inner { int peek() { return secret + new One(1).n(); } }
                static abstract class Half implements java.util.List<String> {}
                Object any(Object of) throws Throwable {
                    int[][] grid = new int[2][3];
                    Runnable run = () -> secret++;
                    java.util.function.Function<String, Integer> length = String::length;
                    java.lang.invoke.MethodHandle handle = java.lang.invoke.MethodHandles.lookup()
                            .findVirtual(String.class, "trim", java.lang.invoke.MethodType.methodType(String.class));
                    java.lang.invoke.VarHandle field = java.lang.invoke.MethodHandles.arrayElementVarHandle(int[].class);
                    field.compareAndSet(grid[0], 0, 1, 2);
                    String trimmed = (String) handle.invokeExact(" a ");
                    switch (Two.valueOf("A")) { case A: run.run(); default: }
                    if (of instanceof One one) { return one.toString() + one.hashCode() + trimmed; }
                    java.util.ArrayList<String> list = new java.util.ArrayList<>(java.util.List.of("x")) {
                        @Override public boolean add(String s) { return super.add(s) && modCount > 0; }
                    };
                    CharSequence text = list.toString();
                    return grid.clone()[0].clone().length + length.apply("") + text.toString() + super.toString()
                            + new Inner().peek() + of.getClass() + list.stream().map(s -> s + grid).toList();
                }
                """)));

        assertThat(report.problems()).isEmpty();
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    void theFirstTwentyAreNamedAndTheOthersCounted() throws Exception {
        String methods = numbered("void m%d();", 33);
        String calls = numbered("topic.m%d();", 33);
        List<Problem> problems = check(jar().against(
                                "dev.hazir.applet.topic.Topic",
                                "package dev.hazir.applet.topic; public interface Topic<T> { " + methods + " }")
                        .source(
                                "demo.Main",
                                main("void any(dev.hazir.applet.topic.Topic<String> topic) {" + calls + "}")))
                .problems();

        assertThat(problems).hasSize(21);
        assertThat(problems.get(20).what()).isEqualTo("And 13 more.");
    }

    @Test
    void aClassThatNobodyBringsIsAProblemOnlyWhereItMayRun() throws Exception {
        CompiledJar reached = jar().against("gone.Lost", "package gone; public class Lost {}")
                .source("demo.Main", main("Object any() { return new Used().lost(); }"))
                .source("demo.Used", "package demo; class Used { Object lost() { return new gone.Lost(); } }")
                .source("demo.Unused", "package demo; class Unused { Object lost() { return new gone.Lost(); } }");

        assertThat(what(check(reached).problems()))
                .containsExactly("probe 1.0.0 needs gone.Lost - used in Used.java:1.");
    }

    @Test
    void aNewJavaClassIsMissingOnAnOldJava() throws Exception {
        CompiledJar jar = jar().source("demo.Main", main("Object any() { return new ArrayDequeX(); }"))
                .source("demo.ArrayDequeX", "package demo; class ArrayDequeX {}")
                .changed(bytes -> replaced(bytes, "demo/ArrayDequeX", "java/util/ArrayX"));

        assertThat(check(jar).problems())
                .extracting(Problem::why)
                .anySatisfy(why ->
                        assertThat(why).contains("Java " + Runtime.version().feature() + " has no such class"));
    }

    @Test
    void librariesMayNameWhatTheyCanDoWithout() throws Exception {
        CompiledJar library = library();
        Path nested = library.write("library.jar");
        CompiledJar applet =
                jar().using(nested).source("demo.Main", main("Object any() { return org.lib.Lib.make(); }"));
        assertThat(check(applet, nested).problems()).isEmpty();

        LinkReport shaded = check(library()
                .applet("probe", "1.0.0", "demo.Main")
                .source("demo.Main", main("Object any() { return" + " org.lib.Lib.make(); }")));
        assertThat(shaded.problems()).isEmpty();
        assertThat(what(shaded.warnings()))
                .containsExactly("A library of probe needs Servlet.tomorrow() - used in Lib.java:4.");
    }

    private CompiledJar library() {
        return CompiledJar.in(directory)
                .against("gone.Lost", "package gone; public class Lost { public void go() {} }")
                .against(
                        "jakarta.servlet.Servlet",
                        "package jakarta.servlet; public interface Servlet { void tomorrow(); }")
                .source("org.lib.Lib", """
                        package org.lib;
                        public class Lib {
                            public static Object make() { new gone.Lost().go(); return new Lib(); }
                            void later(jakarta.servlet.Servlet servlet) { servlet.tomorrow(); }
                        }
                        """);
    }

    @Test
    void codeForANewerJavaIsToldOnce() throws Exception {
        int next = Runtime.version().feature() + 1;
        CompiledJar jar = jar().source("demo.Main", main("")).changed(bytes -> {
            bytes[7] = (byte) (44 + next);
            return bytes;
        });
        List<Problem> problems = check(jar).problems();

        assertThat(problems).extracting(Problem::code).containsExactly("APP-141");
        assertThat(problems.get(0).what()).contains("compiled for Java " + next).contains("runs on Java " + (next - 1));
    }

    @Test
    void codeTellsWhetherAnythingIsHandedOver() throws Exception {
        String socket = "void opened(dev.hazir.applet.loop.WebSocket socket) { %s; }";

        assertThat(check(jar().source("demo.Main", main(socket.formatted("socket.send(\"hello\")"))))
                        .states())
                .isEmpty();
        assertThat(check(jar().source("demo.Main", main(socket.formatted("socket.onHandOver(() -> \"state\")"))))
                        .states())
                .containsExactly("java.lang.Object");
    }

    @Test
    void entriesForNewerJavasAreNotLookedAt() throws Exception {
        CompiledJar jar = jar().file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMulti-Release: true\n\n")
                .source("demo.Main", main(""))
                .file("META-INF/versions/99/demo/Main.class", "not for this Java");

        assertThat(check(jar)).isEqualTo(new LinkReport(List.of(), List.of()));
    }

    @Test
    void theEntryForThisJavaIsTheOneThatCounts() throws Exception {
        Path old = jar().against("gone.Lost", "package gone; public class Lost {}")
                .source("demo.Main", main("Object any() { return new gone.Lost(); }"))
                .write("old.jar");
        byte[] good;
        try (Jars jars = Jars.open(List.of(jar().source("demo.Main", main("")).write("good.jar")))) {
            good = jars.bytes(0, "demo/Main");
        }
        byte[] bad;
        try (Jars jars = Jars.open(List.of(old))) {
            bad = jars.bytes(0, "demo/Main");
        }
        CompiledJar both = jar().file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMulti-Release: true\n\n")
                .entry("demo/Main.class", bad)
                .entry("META-INF/versions/17/demo/Main.class", good);

        assertThat(check(both).problems()).isEmpty();
        assertThat(check(jar().entry("demo/Main.class", bad)).problems()).hasSize(1);
    }

    @Test
    void copiesThatAreNeverUsedAreNamedWithTheirPlaces() throws Exception {
        Path api = CompiledJar.in(directory)
                .source("jakarta.servlet.Servlet", "package jakarta.servlet; public interface Servlet {}")
                .source("org.lib.Lib", "package org.lib; public class Lib {}")
                .write("api.jar");
        Path other = CompiledJar.in(directory)
                .source("org.lib.Lib", "package org.lib; public class Lib {}")
                .write("other.jar");
        LinkReport report = check(jar().source("demo.Main", main("")), api, other);

        assertThat(report.problems()).isEmpty();
        assertThat(what(report.warnings()))
                .containsExactly(
                        "Lib/api.jar of probe brings jakarta.servlet, which the host shares: the copy is never used.",
                        "Lib/api.jar and lib/other.jar of probe both hold org.lib.Lib: those of lib/api.jar are used.");
    }

    @Test
    void theMainClassMustBeOneThatTheHostCanMakeAnAppletOf() throws Exception {
        assertMain("", "is not in the jar");
        assertMain("public class Main {}", "does not implement dev.hazir.applet.Applet");
        assertMain(body("class Main implements dev.hazir.applet.Applet", ""), "is not public");
        assertMain(body("public abstract class Main implements dev.hazir.applet.Applet", ""), "is abstract");
        assertMain(
                body("public class Main implements dev.hazir.applet.Applet", "public Main(int n) {}"),
                "has no public constructor without parameters");
        assertMain(
                body("public class Main implements dev.hazir.applet.Applet", "Main() {}"),
                "has no public constructor without parameters");
    }

    @Test
    void nettyNeedsAPermission() throws Exception {
        CompiledJar jar = jar().source("demo.Main", main("Object any() { return io.netty.channel.Channel.class; }"));
        Path file = jar.write("netty.jar");

        assertThat(check(candidate(file, name -> shared(name) || name.startsWith("io.netty.")))
                        .problems())
                .isEmpty();
        assertThat(check(candidate(file, LinkCheckTest::shared)).problems())
                .extracting(Problem::fix)
                .containsExactly("Add the permission netty to its descriptor.");
    }

    /** What power cuts, other programs and other versions of the host may leave of a file. */
    private static List<String> damaged(String good) {
        List<String> damaged = new ArrayList<>(List.of(
                "",
                "\0".repeat(good.length()),
                "\u00ff\u00fe garbage",
                "null",
                "[]",
                "[".repeat(100_000),
                "{\"host\":null,\"good\":{}}",
                "{\"host\":\"here\"}",
                "{\"host\":\"here\",\"good\":{\"digest\":null}}",
                "{\"host\":\"here\",\"good\":{\"digest\":[]}}",
                "{\"host\":\"here\",\"good\":{\"digest\":{\"warnings\":[null],\"states\":[]}}}",
                "{\"host\":\"here\",\"good\":{\"digest\":{\"warnings\":[]}}}"));
        for (int length = 1; length < good.length(); length += 7) {
            damaged.add(good.substring(0, length));
        }
        return damaged;
    }

    @Test
    void aGoodJarIsNotCheckedAgain() throws Exception {
        Path file = jar().source("demo.Main", main("")).write("good.jar");
        Remembered remembered = Remembered.open(directory.resolve("checked.json"), "here", Runnable::run);
        remembered.add("digest", new LinkReport(List.of(), List.of(new Problem("APP-145", "probe", "a", "b", "c"))));
        remembered.add("bad", new LinkReport(List.of(new Problem("APP-140", "probe", "a", "b", "c")), List.of()));

        assertThat(Remembered.open(directory.resolve("checked.json"), "here", Runnable::run)
                        .find("digest"))
                .isEqualTo(remembered.find("digest"))
                .isNotNull();
        assertThat(remembered.find("bad")).isNull();
        assertThat(Remembered.open(directory.resolve("checked.json"), "elsewhere", Runnable::run)
                        .find("digest"))
                .isNull();

        for (String damage : damaged(Files.readString(directory.resolve("checked.json")))) {
            Files.writeString(directory.resolve("checked.json"), damage, StandardCharsets.ISO_8859_1);
            Remembered again = Remembered.open(directory.resolve("checked.json"), "here", Runnable::run);
            assertThat(again.find("digest")).as(damage).isNull();
            again.add("digest", new LinkReport(List.of(), List.of(), List.of("demo.State")));
            assertThat(Remembered.open(directory.resolve("checked.json"), "here", Runnable::run)
                            .find("digest"))
                    .as(damage)
                    .isEqualTo(again.find("digest"))
                    .isNotNull();
        }

        LinkCheck check = new LinkCheck(getClass().getClassLoader(), directory.resolve("other.json"), Runnable::run);
        LinkReport first = check.check(candidate(file, LinkCheckTest::shared));
        Files.delete(file);
        assertThat(check.check(candidate(file, LinkCheckTest::shared))).isEqualTo(first);
    }

    private void assertMain(String text, String expected) throws IOException {
        CompiledJar jar = jar();
        if (!text.isEmpty()) {
            jar.source("demo.Main", "package demo; " + text);
        }
        assertThat(check(jar).problems())
                .as(text)
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.what()).isEqualTo("The main class demo.Main " + expected + "."));
    }

    private LinkReport check(CompiledJar jar, Path... libraries) throws IOException {
        Path file = jar.write("applet-" + written++ + ".jar");
        List<Path> jars = Stream.concat(Stream.of(file), Stream.of(libraries)).toList();
        return check(new Candidate(
                "probe", "1.0.0", file.getFileName().toString(), "demo.Main", jars, LinkCheckTest::shared));
    }

    private LinkReport check(Candidate candidate) throws IOException {
        return new LinkCheck(
                        getClass().getClassLoader(), directory.resolve("run-" + written++ + ".json"), Runnable::run)
                .check(candidate);
    }

    private static Candidate candidate(Path file, Predicate<String> shared) {
        return new Candidate("probe", "1.0.0", "one", "demo.Main", List.of(file), shared);
    }

    private CompiledJar jar() {
        return CompiledJar.in(directory).applet("probe", "1.0.0", "demo.Main");
    }

    private static boolean shared(String name) {
        return name.startsWith("dev.hazir.applet.") || name.startsWith("jakarta.servlet.");
    }

    /** A main class; its members begin in the fifth line. */
    private static String main(String members) {
        return "package demo;\n" + body("public final class Main implements dev.hazir.applet.Applet", "\n" + members);
    }

    private static String body(String head, String members) {
        return head + " {\n    public void setup(dev.hazir.applet.AppletContext app) {}\n" + members + "}\n";
    }

    private static String numbered(String template, int count) {
        return IntStream.range(0, count).mapToObj(template::formatted).collect(Collectors.joining(" "));
    }

    private static List<String> what(List<Problem> problems) {
        return problems.stream().map(Problem::what).toList();
    }

    /** Changes a name in the constants of a class; both are of one length. */
    private static byte[] replaced(byte[] bytes, String from, String to) {
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.replace(from, to).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
