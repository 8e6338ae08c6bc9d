package dev.hazir.host.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.admin.health.Memory;
import dev.hazir.host.admin.health.MetricsJson;
import dev.hazir.host.admin.health.SlowReceiver;
import dev.hazir.host.admin.health.ThreadDump;
import dev.hazir.host.admin.health.WhyJson;
import dev.hazir.host.admin.map.MapJson;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.AppletJson;
import dev.hazir.host.admin.view.BackupJson;
import dev.hazir.host.admin.view.ExplanationJson;
import dev.hazir.host.admin.view.LastDay;
import dev.hazir.host.admin.view.LogEntryJson;
import dev.hazir.host.admin.view.OperationJson;
import dev.hazir.host.admin.view.PersonJson;
import dev.hazir.host.admin.view.PlanJson;
import dev.hazir.host.admin.view.ProblemJson;
import dev.hazir.host.admin.view.RouteJson;
import dev.hazir.host.admin.view.SourcesJson;
import dev.hazir.host.admin.view.TapJson;
import dev.hazir.host.admin.view.TokenJson;
import dev.hazir.host.admin.view.UnloadJson;
import dev.hazir.host.admin.view.VersionsJson;
import dev.hazir.host.applet.Draining;
import dev.hazir.host.applet.Run;
import dev.hazir.host.applet.SettingsChange;
import dev.hazir.host.guest.Faults;
import dev.hazir.host.lifecycle.Holding;
import dev.hazir.host.log.LogLevels;
import dev.hazir.host.port.ConnectionView;
import dev.hazir.host.port.PortView;
import dev.hazir.host.routing.RouteListing;
import dev.hazir.host.security.AuditEntry;
import dev.hazir.host.security.SignIns;
import dev.hazir.host.security.TrustedSigners;
import dev.hazir.host.settings.Setting;
import dev.hazir.host.settings.Shape;
import dev.hazir.host.store.Folder;
import dev.hazir.host.topic.TopicView;
import dev.hazir.host.unload.HeldBy;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The description of the REST interface says what the router does. */
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    /** The router alone: nothing is called. */
    private static final Api ROUTER = Api.of(sourcesOfNothing());

    private static AdminSources sourcesOfNothing() {
        try {
            Constructor<?> constructor = AdminSources.class.getDeclaredConstructors()[0];
            return (AdminSources) constructor.newInstance(new Object[constructor.getParameterCount()]);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyCallIsDescribedAndEveryDescriptionExists() throws IOException {
        Set<String> described = new TreeSet<>();
        ViewCalls.openApi()
                .path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    if (METHODS.contains(method)) {
                        described.add(method.toUpperCase(Locale.ROOT) + " " + path);
                    }
                }));

        assertThat(described)
                .isEqualTo(ROUTER.calls().stream()
                        .map(call -> call.method() + " " + call.path())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyCallSaysWhichRoleItIsFor() throws IOException {
        JsonNode paths = ViewCalls.openApi().path("paths");

        assertThat(ROUTER.calls())
                .allSatisfy(call -> assertThat(paths.path(call.path())
                                .path(call.method().toLowerCase(Locale.ROOT))
                                .path("x-role")
                                .asString(""))
                        .as(call.method() + " " + call.path())
                        .isEqualTo(call.role().name().toLowerCase(Locale.ROOT)));
    }

    @Test
    void everyParameterOfAPathIsDescribed() throws IOException {
        JsonNode api = ViewCalls.openApi();
        api.path("paths")
                .forEachEntry((path, item) -> item.forEach(operation -> {
                    Set<String> named = new TreeSet<>();
                    for (JsonNode parameter : operation.path("parameters")) {
                        JsonNode resolved = parameter.has("$ref")
                                ? resolve(api, parameter.path("$ref").asString())
                                : parameter;
                        if (resolved.path("in").asString().equals("path")) {
                            named.add("{" + resolved.path("name").asString() + "}");
                        }
                    }
                    assertThat(named)
                            .as(path)
                            .isEqualTo(Arrays.stream(path.split("/"))
                                    .filter(segment -> segment.startsWith("{"))
                                    .collect(Collectors.toCollection(TreeSet::new)));
                }));
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode api = ViewCalls.openApi();
        List<String> references = api.findValuesAsString("$ref");

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(resolve(api, reference).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void schemaHasTheFieldsThatGoOut(String schema, Class<? extends Record> record) throws IOException {
        Set<String> fields = Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> record == ProblemJson.class && name.equals("fix") ? "do" : name)
                .collect(Collectors.toSet());
        JsonNode properties = ViewCalls.openApi().at("/components/schemas/" + schema + "/properties");

        assertThat(properties.propertyNames()).containsExactlyInAnyOrderElementsOf(fields);
    }

    static List<Object[]> shapes() {
        return List.of(
                new Object[] {"Applet", AppletJson.class},
                new Object[] {"Backup", BackupJson.class},
                new Object[] {"Draining", Draining.class},
                new Object[] {"Holding", Holding.class},
                new Object[] {"HeldItem", Holding.Item.class},
                new Object[] {"Route", RouteJson.class},
                new Object[] {"Port", PortView.class},
                new Object[] {"Connection", ConnectionView.class},
                new Object[] {"Topic", TopicView.class},
                new Object[] {"Tap", TapJson.class},
                new Object[] {"TappedMessage", TapJson.MessageJson.class},
                new Object[] {"LogEntry", LogEntryJson.class},
                new Object[] {"LevelChange", LogLevels.Change.class},
                new Object[] {"Setting", Setting.class},
                new Object[] {"Problem", ProblemJson.class},
                new Object[] {"Why", WhyJson.class},
                new Object[] {"BlockedLine", WhyJson.Line.class},
                new Object[] {"SlowReceiver", SlowReceiver.class},
                new Object[] {"Metrics", MetricsJson.class},
                new Object[] {"Map", MapJson.class},
                new Object[] {"ThreadDump", ThreadDump.class},
                new Object[] {"Thread", ThreadDump.One.class},
                new Object[] {"Memory", Memory.class},
                new Object[] {"Loop", WhyJson.Loop.class},
                new Object[] {"Block", WhyJson.Block.class},
                new Object[] {"Operation", OperationJson.class},
                new Object[] {"Plan", PlanJson.class},
                new Object[] {"Token", TokenJson.class},
                new Object[] {"Sources", SourcesJson.class},
                new Object[] {"Signer", TrustedSigners.Signer.class},
                new Object[] {"NewerJar", JarSources.Newer.class},
                new Object[] {"Person", PersonJson.class},
                new Object[] {"AuditEntry", AuditEntry.class},
                new Object[] {"Session", SignIns.Session.class},
                new Object[] {"Account", AccountCalls.Account.class},
                new Object[] {"Unload", UnloadJson.class},
                new Object[] {"HeldBy", HeldBy.class},
                new Object[] {"Explanation", ExplanationJson.class},
                new Object[] {"Fault", Faults.Fault.class},
                new Object[] {"Shape", Shape.class},
                new Object[] {"Member", Shape.Member.class},
                new Object[] {"LastDay", LastDay.class},
                new Object[] {"Versions", VersionsJson.class},
                new Object[] {"Version", VersionsJson.VersionJson.class},
                new Object[] {"Run", Run.class},
                new Object[] {"Files", Folder.Listing.class},
                new Object[] {"File", Folder.Entry.class},
                new Object[] {"SettingsChange", SettingsChange.class},
                new Object[] {"ProblemDocument", ProblemDocument.class});
    }

    @Test
    void statesOfRoutesAreTheWordsOfTheContract() throws IOException {
        assertThat(ViewCalls.openApi()
                        .at("/components/schemas/Route/properties/state/enum")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactlyElementsOf(Arrays.stream(RouteListing.State.values())
                        .map(RouteListing.State::word)
                        .toList());
    }

    private static JsonNode resolve(JsonNode api, String reference) {
        return api.at(reference.substring(1));
    }
}
