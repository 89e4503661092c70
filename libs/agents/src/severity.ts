export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';
