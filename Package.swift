// swift-tools-version: 6.2
import PackageDescription

// `make` sets LLAMA_PREFIX to where llama.cpp is installed. It turns the trait on, and the program
// then finds the library at run time without LD_LIBRARY_PATH.
let llamaPrefix = Context.environment["LLAMA_PREFIX"]

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

// First what `make install` puts beside the program, then where it was when the program was built.
#if os(macOS)
  let installedLibraries = "@executable_path/../lib/shoggoth"
#else
  let installedLibraries = "$ORIGIN/../lib/shoggoth"
#endif
let llamaRunPath: [LinkerSetting] =
  llamaPrefix.map { prefix in
    [
      .unsafeFlags(
        [installedLibraries, "\(prefix)/lib"].flatMap { ["-Xlinker", "-rpath", "-Xlinker", $0] })
    ]
  } ?? []

// Only `make docs` needs the plugin that builds the pages of the documentation.
let docsPlugin: [Package.Dependency] =
  Context.environment["SHOGGOTH_DOCS"] == nil
  ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")]

let llamaOnly: TargetDependencyCondition? = .when(traits: ["Llama"])

let package = Package(
  name: "shoggoth",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "shoggoth", targets: ["shoggoth"]),
    .library(name: "MaskInference", targets: ["MaskInference"]),
  ],
  traits: [
    .trait(
      name: "Llama",
      description: "Speak with a real language model through llama.cpp (needs llama.pc)."),
    .default(enabledTraits: llamaPrefix == nil ? [] : ["Llama"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ] + docsPlugin,
  targets: [
    // C libraries and their shims.
    .target(
      name: "CTerminal",
      linkerSettings: [.linkedLibrary("edit")]),
    .systemLibrary(
      name: "CLlama", pkgConfig: "llama"),
    .target(
      name: "CLlamaCells", dependencies: [.target(name: "CLlama", condition: llamaOnly)]),

    // What every other part may use: JSON, files, text and seeded randomness.
    .target(name: "Support", swiftSettings: strict),

    // The mathematics; imports nothing.
    .target(
      name: "MaskInference", swiftSettings: strict, linkerSettings: [.linkedLibrary("m")]),

    // How good posteriors were of what is known.
    .target(name: "Scoring", dependencies: ["MaskInference", "Support"], swiftSettings: strict),

    // Language models: lanes and their distributions.
    .target(name: "LanguageModels", swiftSettings: strict),
    .target(name: "Understudy", dependencies: ["LanguageModels"], swiftSettings: strict),
    .target(
      name: "LlamaModel",
      dependencies: [
        "LanguageModels", .target(name: "CLlama", condition: llamaOnly),
        .target(name: "CLlamaCells", condition: llamaOnly),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict, linkerSettings: llamaRunPath),

    // Characters.
    .target(
      name: "Personas",
      dependencies: ["Support", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),

    // What plays a turn: the state of a chat as a value, and the engine that owns the lanes.
    .target(
      name: "Engine",
      dependencies: ["Support", "MaskInference", "LanguageModels", "Understudy", "Personas"],
      swiftSettings: strict),
    .target(
      name: "Sessions",
      dependencies: [
        "Support", "MaskInference", "LanguageModels", "Personas", "Engine",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),

    // Whose voice is it? Other people's words.
    .target(
      name: "Attribution",
      dependencies: [
        "Support", "MaskInference", "Scoring", "LanguageModels", "Personas",
      ],
      swiftSettings: strict),

    // Whether roles of a play wear their disguise: a study for the bench, not in the program.
    .target(
      name: "DisguiseStudy",
      dependencies: [
        "Support", "MaskInference", "Scoring", "LanguageModels", "Personas", "Attribution",
      ],
      swiftSettings: strict),

    // What a person sees.
    .target(name: "Terminal", dependencies: ["Support", "CTerminal"], swiftSettings: strict),
    .target(
      name: "Views",
      dependencies: [
        "Support", "MaskInference", "Scoring", "LanguageModels", "Engine", "Sessions",
        "Attribution", "Terminal",
      ],
      swiftSettings: strict),
    .target(
      name: "Repl",
      dependencies: [
        "Support", "MaskInference", "LanguageModels", "Personas", "Engine", "Sessions",
        "Terminal", "Views",
      ],
      swiftSettings: strict),

    // Programs.
    .executableTarget(
      name: "shoggoth",
      dependencies: [
        "Support", "MaskInference", "Scoring", "LanguageModels", "Understudy", "LlamaModel",
        "Personas",
        "Engine", "Sessions",
        "Attribution", "Terminal", "Views", "Repl",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "shoggoth-bench",
      dependencies: [
        "Support", "MaskInference", "Scoring", "LanguageModels", "Understudy", "LlamaModel",
        "Personas",
        "Engine", "Sessions",
        "Attribution", "DisguiseStudy", "CPseudoTerminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // A program for the tests of the line editor, and a terminal to run it on, which the bench uses
    // as well.
    .executableTarget(
      name: "terminal-probe", dependencies: ["Terminal"],
      path: "Tests/terminal-probe", swiftSettings: strict),
    .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
    // What several tests use.
    .target(
      name: "TestSupport",
      dependencies: [
        "Support", "MaskInference", "LanguageModels", "Engine", "Terminal", "CPseudoTerminal",
      ],
      path: "Tests/TestSupport", swiftSettings: strict),

    .testTarget(
      name: "SupportTests", dependencies: ["Support"], swiftSettings: strict),
    .testTarget(
      name: "ScoringTests", dependencies: ["TestSupport", "Support", "MaskInference", "Scoring"],
      swiftSettings: strict),
    .testTarget(
      name: "MaskInferenceTests",
      dependencies: ["TestSupport", "Support", "MaskInference", "Scoring"],
      swiftSettings: strict),
    .testTarget(
      name: "LanguageModelsTests", dependencies: ["Support", "LanguageModels", "Understudy"],
      swiftSettings: strict),
    .testTarget(
      name: "LlamaModelTests", dependencies: ["LanguageModels", "LlamaModel"],
      swiftSettings: strict),
    .testTarget(
      name: "PersonasTests", dependencies: ["TestSupport", "Support", "Personas"],
      swiftSettings: strict),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["Support", "Terminal", "CPseudoTerminal", "TestSupport", "terminal-probe"],
      swiftSettings: strict),
    .testTarget(
      name: "AttributionTests",
      dependencies: [
        "TestSupport", "Support", "MaskInference", "Scoring", "LanguageModels", "LlamaModel",
        "Personas",
        "Attribution",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "DisguiseStudyTests",
      dependencies: [
        "TestSupport", "Support", "MaskInference", "LanguageModels", "Understudy", "Attribution",
        "DisguiseStudy",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EngineTests",
      dependencies: [
        "TestSupport", "Support", "MaskInference", "LanguageModels", "Understudy", "Personas",
        "Engine",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SessionsTests",
      dependencies: [
        "TestSupport", "Support", "MaskInference", "LanguageModels", "Understudy", "LlamaModel",
        "Personas",
        "Engine",
        "Sessions",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ViewsTests",
      dependencies: [
        "Support", "MaskInference", "Scoring", "LanguageModels", "Understudy", "Personas",
        "Engine", "Sessions", "Attribution", "Terminal", "Views",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "FaultTests",
      dependencies: [
        "Support", "LanguageModels", "Understudy", "Personas", "Engine", "Sessions", "shoggoth",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ReplTests",
      dependencies: [
        "Support", "MaskInference", "LanguageModels", "Understudy", "Personas",
        "Engine", "Sessions",
        "Terminal", "Views", "Repl",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ShoggothTests",
      dependencies: [
        "Understudy", "Support", "MaskInference", "Sessions", "Terminal", "Engine", "Views",
        "Repl",
        "TestSupport",
        "shoggoth",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
