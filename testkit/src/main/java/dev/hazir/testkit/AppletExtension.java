package dev.hazir.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives each test method of a class with {@link AppletTest} its deployment. */
final class AppletExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace SPACE = Namespace.create(AppletExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        SharedHost shared = SharedHost.of(context.getRoot().getStore(SPACE));
        AppletTest test = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), AppletTest.class)
                .orElseThrow(() -> new ExtensionConfigurationException(
                        context.getRequiredTestClass().getName() + " has no @AppletTest"));
        AppletJar jar = AppletJar.pack(test.value(), shared.directory());
        context.getStore(SPACE).put(Deployed.class, Deployed.deploy(shared, jar, settings(context)));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Deployed deployed = context.getStore(SPACE).remove(Deployed.class, Deployed.class);
        if (deployed != null) {
            deployed.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestHost.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store store = context.getStore(SPACE);
        return Optional.ofNullable(store.get(Deployed.class, Deployed.class))
                .map(Deployed::host)
                .orElseThrow(
                        () -> new ExtensionConfigurationException(
                                "TestHost is there for test methods and @BeforeEach only: each method has its own deployment."));
    }

    private static Map<String, String> settings(ExtensionContext context) {
        Map<String, String> settings = new LinkedHashMap<>();
        AnnotationSupport.findAnnotation(context.getRequiredTestClass(), WithSettings.class)
                .ifPresent(annotation -> settings.putAll(SettingLines.parse(annotation.value())));
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), WithSettings.class)
                .ifPresent(annotation -> settings.putAll(SettingLines.parse(annotation.value())));
        return settings;
    }
}
