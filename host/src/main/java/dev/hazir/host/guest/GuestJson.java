package dev.hazir.host.guest;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.TypeFactory;

/** Makes JSON mappers whose caches belong to one class loader, so that they end with it. */
final class GuestJson {

    private GuestJson() {}

    static JsonMapper mapper(ClassLoader loader) {
        return JsonMapper.builder()
                .typeFactory(TypeFactory.createDefaultInstance().withClassLoader(loader))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }
}
