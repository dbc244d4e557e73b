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

let llamaOnly: TargetDependencyCondition? = .when(traits: ["Llama"])

let package = Package(
  name: "shoggoth",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "shoggoth", targets: ["shoggoth"])
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
  ],
  targets: [
    // C libraries and their shims.
    .target(
      name: "CEditLine",
      linkerSettings: [.linkedLibrary("edit")]),
    .systemLibrary(
      name: "CLlama", pkgConfig: "llama"),
    .target(
      name: "CLlamaCells", dependencies: [.target(name: "CLlama", condition: llamaOnly)]),

    // The mathematics; imports nothing.
    .target(
      name: "MaskInference", swiftSettings: strict, linkerSettings: [.linkedLibrary("m")]),

    // Language models: lanes and their distributions.
    .target(name: "LanguageModels", swiftSettings: strict),
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
      dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),

    // The stage on which a turn is played, and its record.
    .target(
      name: "Theatre",
      dependencies: ["MaskInference", "LanguageModels", "Personas"],
      swiftSettings: strict),
    .target(
      name: "Sessions",
      dependencies: [
        "MaskInference", "LanguageModels", "Personas", "Theatre",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),

    // Whose voice is it? Other people's words.
    .target(
      name: "Attribution", dependencies: ["MaskInference", "LanguageModels", "Personas"],
      swiftSettings: strict),

    // A chat as a page to show to others.
    .target(
      name: "ReportPage",
      dependencies: ["MaskInference", "LanguageModels", "Theatre", "Sessions"],
      swiftSettings: strict),

    // What a person sees.
    .target(name: "Terminal", dependencies: ["CEditLine"], swiftSettings: strict),
    .target(
      name: "Repl",
      dependencies: [
        "MaskInference", "LanguageModels", "Personas", "Theatre", "Sessions", "Attribution",
        "ReportPage", "Terminal",
      ],
      swiftSettings: strict),

    // Programs.
    .executableTarget(
      name: "shoggoth",
      dependencies: [
        "MaskInference", "LanguageModels", "LlamaModel", "Personas", "Theatre", "Sessions",
        "Attribution", "ReportPage", "Terminal", "Repl",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "shoggoth-bench",
      dependencies: [
        "MaskInference", "LanguageModels", "LlamaModel", "Personas", "Theatre", "Sessions",
        "Attribution",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // A program for the tests of the line editor, and a terminal to run it on.
    .executableTarget(
      name: "terminal-probe", dependencies: ["Terminal"], swiftSettings: strict),
    .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
    .target(
      name: "TestTerminal", dependencies: ["Terminal", "CPseudoTerminal"],
      path: "Tests/TestTerminal", swiftSettings: strict),

    .testTarget(
      name: "MaskInferenceTests", dependencies: ["MaskInference"], swiftSettings: strict),
    .testTarget(
      name: "LanguageModelsTests", dependencies: ["LanguageModels"], swiftSettings: strict),
    .testTarget(
      name: "LlamaModelTests", dependencies: ["LanguageModels", "LlamaModel"],
      swiftSettings: strict),
    .testTarget(name: "PersonasTests", dependencies: ["Personas"], swiftSettings: strict),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["Terminal", "CPseudoTerminal", "TestTerminal", "terminal-probe"],
      swiftSettings: strict),
    .testTarget(
      name: "AttributionTests",
      dependencies: ["MaskInference", "LanguageModels", "LlamaModel", "Personas", "Attribution"],
      swiftSettings: strict),
    .testTarget(
      name: "TheatreTests",
      dependencies: ["MaskInference", "LanguageModels", "Personas", "Theatre"],
      swiftSettings: strict),
    .testTarget(
      name: "SessionsTests",
      dependencies: [
        "MaskInference", "LanguageModels", "LlamaModel", "Personas", "Theatre", "Sessions",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ReportPageTests",
      dependencies: [
        "MaskInference", "LanguageModels", "Personas", "Theatre", "Sessions", "ReportPage",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "FaultTests",
      dependencies: ["LanguageModels", "Personas", "Theatre", "Sessions", "shoggoth"],
      swiftSettings: strict),
    .testTarget(
      name: "ReplTests",
      dependencies: [
        "MaskInference", "LanguageModels", "Personas", "Theatre", "Sessions", "Attribution",
        "Terminal", "Repl",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ShoggothTests",
      dependencies: [
        "MaskInference", "Sessions", "Terminal", "Theatre", "Repl", "TestTerminal", "shoggoth",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
