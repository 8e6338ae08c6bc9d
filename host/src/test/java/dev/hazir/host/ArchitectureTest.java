package dev.hazir.host;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The package list is the architecture: imports go down only, and each library has the packages that may know it. */
@AnalyzeClasses(packages = "dev.hazir", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.hazir.host";

    /** From the ground up, as ARCHITECTURE.md shows it. Packages of one level do not know each other. */
    private static final List<List<String>> LEVELS = List.of(
            List.of("config", "lifecycle", "store", "log"),
            List.of("security", "metrics", "operation", "backup", "tls"),
            List.of("http", "guest", "unload"),
            List.of("routing"),
            List.of("request"),
            List.of("front", "resource", "websocket", "files", "servlet", "page", "port", "topic", "settings", "link"),
            List.of("applet"),
            List.of("admin", "cli"),
            List.of("host"));

    @ArchTest
    static void theDocumentShowsTheseLevels(JavaClasses classes) throws IOException {
        String document = Files.readString(Path.of("../ARCHITECTURE.md"));
        for (int level = 0; level < LEVELS.size(); level++) {
            assertThat(document).contains(level + "  " + String.join(" · ", LEVELS.get(level)));
        }
    }

    @ArchTest
    static final ArchRule importsGoDownOnly = classes()
            .that()
            .resideInAPackage(ROOT + "..")
            .should(new ArchCondition<JavaClass>("depend on packages of lower levels only") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    if (level(item).isEmpty()) {
                        events.add(SimpleConditionEvent.violated(
                                item, item.getPackageName() + " has no level: give it one in ArchitectureTest"));
                    }
                    item.getDirectDependenciesFromSelf().stream()
                            .filter(ArchitectureTest::goesUpOrSideways)
                            .map(Dependency::getDescription)
                            .forEach(text -> events.add(SimpleConditionEvent.violated(item, text)));
                }
            });

    @ArchTest
    static final ArchRule onlyServletKnowsJetty = noClasses()
            .that(resideOutsideOfPackages(ROOT + ".servlet.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule nobodyKnowsJettysInternals =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.eclipse.jetty..internal..");

    @ArchTest
    static final ArchRule onlyStoreAndDataKnowSql = noClasses()
            .that(resideOutsideOfPackages(ROOT + ".store..", ROOT + ".data.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..");

    @ArchTest
    static final ArchRule theCoreKnowsNoNetworkLibrary = noClasses()
            .that(resideInAnyPackage(
                    ROOT + ".routing..",
                    ROOT + ".topic..",
                    ROOT + ".applet..",
                    ROOT + ".lifecycle..",
                    ROOT + ".unload.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "org.eclipse.jetty..");

    @ArchTest
    static final ArchRule appletsAreWrittenAgainstStandardsOnly = classes()
            .that(resideInAnyPackage("dev.hazir.applet..").and(resideOutsideOfPackages("dev.hazir.applet.netty..")))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.hazir.applet..",
                    "java..",
                    "jakarta.servlet..",
                    "jakarta.validation..",
                    "org.slf4j",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Utils?|Helper|Impl)")
            .because("such a name hides a missing noun");

    @ArchTest
    static final ArchRule everythingIsLoggedThroughSlf4j = noClasses()
            .that(resideOutsideOfPackages(ROOT + ".unload.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..")
            .because("only what cleans up after applets has to do with it");

    private static boolean goesUpOrSideways(Dependency dependency) {
        JavaClass origin = dependency.getOriginClass();
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        OptionalInt own = level(origin);
        OptionalInt other = level(target);
        return own.isPresent()
                && other.isPresent()
                && !area(origin).equals(area(target))
                && other.getAsInt() >= own.getAsInt();
    }

    private static OptionalInt level(JavaClass type) {
        Optional<String> area = area(type);
        return IntStream.range(0, LEVELS.size())
                .filter(level -> area.filter(LEVELS.get(level)::contains).isPresent())
                .findFirst();
    }

    /** The first package below the root, such as {@code front}. */
    private static Optional<String> area(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT + ".")
                ? Optional.of(name.substring(ROOT.length() + 1).split("\\.")[0])
                : Optional.empty();
    }
}
