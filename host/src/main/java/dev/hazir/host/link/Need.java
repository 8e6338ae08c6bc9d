package dev.hazir.host.link;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/**
 * Something that code names of a class.
 *
 * @param owner the class, as in class files; for an array its descriptor
 * @param name the member's name; empty when it is the class itself
 * @param descriptor the member's type; empty when it is the class itself
 */
record Need(Kind kind, String owner, String name, String descriptor) {

    /** How it is used. */
    enum Kind {
        TYPE,
        SUPERCLASS,
        INTERFACE,
        FIELD,
        STATIC_FIELD,
        METHOD,
        STATIC_METHOD,
        /** As {@code METHOD}, of an interface. */
        INTERFACE_METHOD,
        STATIC_INTERFACE_METHOD;

        boolean isField() {
            return this == FIELD || this == STATIC_FIELD;
        }

        boolean isMethod() {
            return compareTo(METHOD) >= 0;
        }

        boolean isStatic() {
            return this == STATIC_FIELD || this == STATIC_METHOD || this == STATIC_INTERFACE_METHOD;
        }

        boolean ofInterface() {
            return this == INTERFACE_METHOD || this == STATIC_INTERFACE_METHOD;
        }
    }

    static Need type(String owner) {
        return new Need(Kind.TYPE, owner, "", "");
    }

    static Need field(String owner, String name, String descriptor, boolean isStatic) {
        return new Need(isStatic ? Kind.STATIC_FIELD : Kind.FIELD, owner, name, descriptor);
    }

    static Need method(String owner, String name, String descriptor, boolean isStatic, boolean ofInterface) {
        Kind kind = ofInterface
                ? isStatic ? Kind.STATIC_INTERFACE_METHOD : Kind.INTERFACE_METHOD
                : isStatic ? Kind.STATIC_METHOD : Kind.METHOD;
        return new Need(kind, owner, name, descriptor);
    }

    /** The member as a key of {@link Shape}. */
    String member() {
        return name + descriptor;
    }

    /** The class behind an array, or the owner; empty for arrays of primitives. */
    String element() {
        if (!owner.startsWith("[")) {
            return owner;
        }
        Type element = Type.getType(owner).getElementType();
        return element.getSort() == Type.OBJECT ? element.getInternalName() : "";
    }

    /** As a programmer writes it: {@code Loop.sendLater(Duration)}. */
    @Override
    public String toString() {
        String type = owner.startsWith("[") ? simple(Type.getType(owner)) : simple(owner);
        if (name.isEmpty()) {
            return owner.startsWith("[") ? type : Shape.dotted(owner);
        }
        if (kind.isField()) {
            return type + "." + name;
        }
        return name.equals("<init>")
                ? "new " + type + parameters(descriptor)
                : type + "." + name + parameters(descriptor);
    }

    /** {@code (Duration, int)} of a method's descriptor. */
    static String parameters(String descriptor) {
        return Arrays.stream(Type.getArgumentTypes(descriptor))
                .map(Need::simple)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    static String simple(Type type) {
        return switch (type.getSort()) {
            case Type.ARRAY -> simple(type.getElementType()) + "[]".repeat(type.getDimensions());
            case Type.OBJECT -> simple(type.getInternalName());
            default -> type.getClassName();
        };
    }

    /** A class without its package; a nested one with the class around it. */
    static String simple(String className) {
        return className.substring(className.lastIndexOf('/') + 1).replace('$', '.');
    }
}
