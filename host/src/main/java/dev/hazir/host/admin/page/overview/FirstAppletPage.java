package dev.hazir.host.admin.page.overview;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import java.util.Map;

/** How an applet is made: the one of the README, which a test builds. */
final class FirstAppletPage {

    static final String CODE = """
            package greeter;

            import dev.hazir.applet.Applet;
            import dev.hazir.applet.AppletContext;

            public final class Greeter implements Applet {
                public record Greeting(String text) {}

                @Override
                public void setup(AppletContext app) {
                    app.loop().resource("/{name}", request -> new Greeting("Hello, " + request.pathParameter("name") + "!"));
                }
            }
            """;
    static final String DESCRIPTOR = """
            id = greeter
            name = Greeter
            version = 1.0.0
            main = greeter.Greeter
            api = 1
            """;
    static final String COMMANDS = """
            javac --release 17 -cp applet-api/target/applet-api-0.1.0.jar -d greeter greeter/Greeter.java
            jar --create --file greeter.jar -C greeter META-INF -C greeter greeter
            """;

    private FirstAppletPage() {}

    static PageAnswer show(PageRequest request) {
        return PageAnswer.view("overview/first", Map.of("code", CODE, "descriptor", DESCRIPTOR, "commands", COMMANDS));
    }
}
