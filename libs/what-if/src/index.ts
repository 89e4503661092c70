export { evaluateWhatIf, type WhatIfQuestion } from './evaluate-what-if';
export type { TrafficChange, WhatIfChange } from './what-if-change';
export * from './what-if-result';
export { WhatIfModule } from './what-if.module';
export { WhatIfService, type WhatIfRequest } from './what-if.service';
